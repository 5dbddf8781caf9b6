/** What a video file says of itself, read within bounds. Knows the JDK alone. */
@NullMarked
package marquee.video.metadata;

import org.jspecify.annotations.NullMarked;
