/** How errors leave the service: RFC 9457 problems, said in one place. */
@NullMarked
package marquee.users.problem;

import org.jspecify.annotations.NullMarked;
