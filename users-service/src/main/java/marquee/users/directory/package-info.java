/** The users: found, listed, added, changed and removed one at a time. */
@NullMarked
package marquee.users.directory;

import org.jspecify.annotations.NullMarked;
