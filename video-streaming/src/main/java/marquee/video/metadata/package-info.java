/** The metadata in video files, read within bounds. Knows the JDK alone. */
@NullMarked
package marquee.video.metadata;

import org.jspecify.annotations.NullMarked;
