/** A bucket of an object store, by the protocol of S3; nothing else knows its client. */
@NullMarked
package marquee.video.bucket;

import org.jspecify.annotations.NullMarked;
