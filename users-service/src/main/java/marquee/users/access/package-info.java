/** Access: bearer tokens, allowed hosts, and bounds on requests without a token. */
@NullMarked
package marquee.users.access;

import org.jspecify.annotations.NullMarked;
