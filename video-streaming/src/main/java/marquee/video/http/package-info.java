/** The rules of HTTP for ranges, validators and preconditions. Knows the JDK alone. */
@NullMarked
package marquee.video.http;

import org.jspecify.annotations.NullMarked;
