/** A directory that finds a phone number by e-mail address. */
@NullMarked
package marquee.users;

import org.jspecify.annotations.NullMarked;
