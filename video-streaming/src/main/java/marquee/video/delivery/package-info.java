/** Files as responses: one state of a file, its head and its bytes. */
@NullMarked
package marquee.video.delivery;

import org.jspecify.annotations.NullMarked;
