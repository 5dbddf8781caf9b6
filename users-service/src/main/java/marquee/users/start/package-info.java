/**
 * How the service starts: where its variables come from, and the one line that says why it cannot.
 */
@NullMarked
package marquee.users.start;

import org.jspecify.annotations.NullMarked;
