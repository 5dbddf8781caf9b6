package marquee.video;

import org.springframework.test.context.ContextConfiguration;

/** What holds of conditions, fields and errors holds of films in an object store. */
@ContextConfiguration(initializers = InBucket.class)
class BucketHttpIT extends HttpIT {

    @Override
    String entityTag() {
        return "\"[0-9a-f]{32}\""; // MD5, which S3Proxy gives
    }
}
