/**
 * Connections: reading requests, bounding their cost, and sending bytes without a wait on the event
 * loop.
 */
@NullMarked
package marquee.video.wire;

import org.jspecify.annotations.NullMarked;
