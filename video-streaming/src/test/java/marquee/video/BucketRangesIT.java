package marquee.video;

import org.springframework.test.context.ContextConfiguration;

/** What holds of ranges holds of those of an object store. */
@ContextConfiguration(initializers = InBucket.class)
class BucketRangesIT extends RangesIT {}
