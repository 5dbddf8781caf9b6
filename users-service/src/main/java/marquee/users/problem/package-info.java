/** Errors as problems (RFC 9457), made in one place. */
@NullMarked
package marquee.users.problem;

import org.jspecify.annotations.NullMarked;
