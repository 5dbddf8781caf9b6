package marquee.video.bucket;

import java.time.Instant;

/**
 * An object in the state in which it was listed.
 *
 * @param name what follows the prefix; without a slash
 * @param tag the strong entity tag that the store gives it, without its quotes
 */
public record BucketObject(String name, String tag, long size, Instant modified) {}
