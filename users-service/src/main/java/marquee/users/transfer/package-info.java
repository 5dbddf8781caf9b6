/** Export of the whole directory, and import of many users. */
@NullMarked
package marquee.users.transfer;

import org.jspecify.annotations.NullMarked;
