/**
 * The edge to the network: what a connection may cost, and what is answered before Spring sees a
 * request.
 */
@NullMarked
package marquee.users.connector;

import org.jspecify.annotations.NullMarked;
