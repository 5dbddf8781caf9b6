package marquee.video.delivery;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReferenceArray;
import marquee.video.http.ContentDisposition;
import marquee.video.http.EntityTag;
import marquee.video.http.HttpDate;
import marquee.video.http.Representation;
import marquee.video.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields that describe a file, whatever is sent of it, and keeps those of the files that
 * were asked for last.
 */
final class Descriptions {

    private static final int KEPT = 256; // a power of two

    private final String cacheControl;
    private final AtomicReferenceArray<@Nullable Description> kept =
            new AtomicReferenceArray<>(KEPT);

    /** A file has one name or another by links, and a time in the future is not said. */
    private record Description(
            EntityTag etag, String name, Instant lastModified, ResponseHead.Lines lines) {

        boolean isOf(Representation state, String called) {
            return etag.equals(state.etag())
                    && name.equals(called)
                    && lastModified.equals(state.lastModified());
        }
    }

    Descriptions(String cacheControl) {
        this.cacheControl = cacheControl;
    }

    ResponseHead.Lines of(Representation state, String name) {
        int at = state.etag().opaque().hashCode() & (KEPT - 1);
        Description known = kept.get(at);
        if (known == null || !known.isOf(state, name)) {
            known = new Description(state.etag(), name, state.lastModified(), write(state, name));
            kept.set(at, known);
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
