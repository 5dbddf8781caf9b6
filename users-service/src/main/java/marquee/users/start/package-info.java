/**
 * The start of the service: the sources of its variables, and the one line that says why it failed.
 */
@NullMarked
package marquee.users.start;

import org.jspecify.annotations.NullMarked;
