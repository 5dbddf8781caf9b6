/** The containers, tested as a user meets them. */
@NullMarked
package marquee.stack;

import org.jspecify.annotations.NullMarked;
