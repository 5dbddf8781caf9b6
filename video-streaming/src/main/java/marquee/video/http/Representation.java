package marquee.video.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a response says about the one state of a file that it sends. */
public record Representation(long size, EntityTag etag, Instant lastModified) {

    /** RFC 9110 §8.8.2.1: no date later than the message's own, and whole seconds as HTTP has. */
    public static Representation at(Instant now, long size, EntityTag etag, Instant modified) {
        Instant past = modified.isAfter(now) ? now : modified;
        return new Representation(size, etag, past.truncatedTo(ChronoUnit.SECONDS));
    }
}
