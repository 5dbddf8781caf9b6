/** Who may read and who may write: bearer tokens and what they are checked against. */
@NullMarked
package marquee.users.access;

import org.jspecify.annotations.NullMarked;
