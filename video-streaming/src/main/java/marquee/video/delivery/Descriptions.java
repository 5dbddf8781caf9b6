package marquee.video.delivery;

import java.time.Instant;
import marquee.video.http.ContentDisposition;
import marquee.video.http.HttpDate;
import marquee.video.http.Recent;
import marquee.video.http.Representation;
import marquee.video.wire.ResponseHead;

/**
 * Writes the fields that describe a file, whatever is sent of it, and keeps those of the files that
 * were asked for last.
 */
final class Descriptions {

    private final String cacheControl;
    private final Recent<Description> byTag = new Recent<>(256);

    /** A file has one name or another by links, and a time in the future is not said. */
    private record Description(String name, Instant lastModified, ResponseHead.Lines lines) {}

    Descriptions(String cacheControl) {
        this.cacheControl = cacheControl;
    }

    ResponseHead.Lines of(Representation state, String name) {
        String tag = state.etag().opaque(); // each is strong
        Description known = byTag.get(tag);
        if (known == null
                || !known.name.equals(name)
                || !known.lastModified.equals(state.lastModified())) {
            known = new Description(name, state.lastModified(), write(state, name));
            byTag.put(tag, known);
        }
        return known.lines;
    }

    private ResponseHead.Lines write(Representation state, String name) {
        return ResponseHead.Lines.of(
                "Accept-Ranges",
                "bytes",
                "ETag",
                state.etag().toString(),
                "Last-Modified",
                HttpDate.format(state.lastModified()),
                "Cache-Control",
                cacheControl,
                "Content-Disposition",
                new ContentDisposition(name).inline(),
                "X-Content-Type-Options",
                "nosniff");
    }
}
