package marquee.video.wire;

import java.util.List;
import marquee.video.http.Fields;
import marquee.video.http.RequestTarget;

/**
 * A request that was read to its end.
 *
 * @param begun a time, by {@link System#nanoTime}, when it was on its way here or had arrived: what
 *     was looked up since then is as good as looked up now
 * @param arrived the time of {@link System#nanoTime} when it was complete
 * @param old whether it is HTTP/1.0, where a connection is not persistent unless both say so
 * @param persistent whether the connection stays open after the answer
 */
public record Request(
        String method,
        RequestTarget target,
        Fields fields,
        long begun,
        long arrived,
        boolean old,
        boolean persistent) {

    /** Stands for a request that could not be parsed. */
    static final Request UNREADABLE =
            new Request(
                    "",
                    new RequestTarget("/", null, List.of()),
                    _ -> List.of(),
                    0,
                    0,
                    false,
                    false);
}
