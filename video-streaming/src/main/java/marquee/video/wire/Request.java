package marquee.video.wire;

import java.util.List;
import marquee.video.http.Fields;
import marquee.video.http.RequestTarget;

/**
 * A request, read to its end.
 *
 * @param arrived when, by {@link System#nanoTime}
 * @param old whether it is HTTP/1.0, where a connection is not persistent unless both say so
 * @param persistent whether the connection stays open after the answer
 */
public record Request(
        String method,
        RequestTarget target,
        Fields fields,
        long arrived,
        boolean old,
        boolean persistent) {

    /** What stands for a request that makes no sense. */
    static final Request UNREADABLE =
            new Request(
                    "", new RequestTarget("/", null, List.of()), _ -> List.of(), 0, false, false);
}
