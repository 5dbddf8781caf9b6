package marquee.video;

import org.springframework.test.context.ContextConfiguration;

/** What holds of names and captions holds of those of objects. */
@ContextConfiguration(initializers = InBucket.class)
class BucketNamesIT extends NamesIT {}
