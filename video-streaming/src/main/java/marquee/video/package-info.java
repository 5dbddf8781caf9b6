/** The service that streams a folder of videos to browsers. */
@NullMarked
package marquee.video;

import org.jspecify.annotations.NullMarked;
