/** Errors as RFC 9457 writes them. */
@NullMarked
package marquee.video.problem;

import org.jspecify.annotations.NullMarked;
