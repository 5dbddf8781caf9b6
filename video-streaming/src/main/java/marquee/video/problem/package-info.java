/** Errors as problems (RFC 9457). */
@NullMarked
package marquee.video.problem;

import org.jspecify.annotations.NullMarked;
