/** What the service says when it starts, or cannot. */
@NullMarked
package marquee.video.start;

import org.jspecify.annotations.NullMarked;
