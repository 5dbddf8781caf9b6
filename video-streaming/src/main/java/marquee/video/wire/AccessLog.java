package marquee.video.wire;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line for each answer, where {@code ACCESS_LOG} is on. It holds no address of a peer and
 * nothing that a request says, but for the id of its trace.
 */
final class AccessLog {

    private static final Logger log = LoggerFactory.getLogger("marquee.access");

    /** W3C Trace Context §3.2: version, trace, parent, flags. */
    private static final Pattern TRACE_PARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private AccessLog() {}

    static boolean isOn() {
        return log.isInfoEnabled();
    }

    /**
     * @param method one that is known, or {@code other}
     * @param route the template of an address, or {@code other}
     * @param traceParent the field of that name, of which only a valid one is logged
     */
    static void write(
            String method,
            String route,
            int status,
            long bytes,
            long nanos,
            @Nullable String traceParent) {
        long millis = nanos / 1_000_000;
        String trace = trace(traceParent);
        log.atInfo()
                .addKeyValue("http.request.method", method)
                .addKeyValue("http.route", route)
                .addKeyValue("http.response.status_code", status)
                .addKeyValue("http.response.bytes", bytes)
                .addKeyValue("event.duration", nanos)
                .addKeyValue("trace.id", trace)
                .log(
                        "{} {} {} {} bytes in {} ms, trace {}",
                        method,
                        route,
                        status,
                        bytes,
                        millis,
                        trace);
    }

    private static String trace(@Nullable String traceParent) {
        if (traceParent == null) {
            return "-";
        }
        var parts = TRACE_PARENT.matcher(traceParent);
        return parts.matches() ? parts.group(1) : "-";
    }
}
