/** Streams a folder of videos to browsers, byte for byte right. */
@NullMarked
package marquee.video;

import org.jspecify.annotations.NullMarked;
