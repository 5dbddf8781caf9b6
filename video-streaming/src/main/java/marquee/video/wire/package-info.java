/**
 * Connections: what a peer may ask, what it may cost, and how bytes reach it without a wait on the
 * event loop.
 */
@NullMarked
package marquee.video.wire;

import org.jspecify.annotations.NullMarked;
