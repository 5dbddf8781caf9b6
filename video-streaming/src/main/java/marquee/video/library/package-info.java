/** The videos of a folder, and the addresses they have. */
@NullMarked
package marquee.video.library;

import org.jspecify.annotations.NullMarked;
