/** Many users at once: the whole directory out, and lines of users in. */
@NullMarked
package marquee.users.transfer;

import org.jspecify.annotations.NullMarked;
