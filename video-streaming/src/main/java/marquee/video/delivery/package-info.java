/** Sends files: one state of a file for each response. */
@NullMarked
package marquee.video.delivery;

import org.jspecify.annotations.NullMarked;
