/** The videos of a folder, and their addresses. */
@NullMarked
package marquee.video.library;

import org.jspecify.annotations.NullMarked;
