package marquee.video.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The validators and metadata of the state of a file that a response sends. */
public record Representation(long size, EntityTag etag, Instant lastModified) {

    /**
     * Returns Last-Modified in whole seconds, never later than the message itself (RFC 9110
     * §8.8.2.1).
     */
    public static Representation at(Instant now, long size, EntityTag etag, Instant modified) {
        Instant past = modified.isAfter(now) ? now : modified;
        return new Representation(size, etag, past.truncatedTo(ChronoUnit.SECONDS));
    }
}
