/**
 * The edge to the network: bounds on connections, and answers to requests that never reach Spring.
 */
@NullMarked
package marquee.users.connector;

import org.jspecify.annotations.NullMarked;
