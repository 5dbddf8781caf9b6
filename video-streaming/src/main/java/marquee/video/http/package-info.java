/** What HTTP says about a file's bytes: ranges, validators, preconditions. Knows the JDK alone. */
@NullMarked
package marquee.video.http;

import org.jspecify.annotations.NullMarked;
