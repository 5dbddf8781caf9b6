package marquee.users.connector;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span for each answer, where somebody collects them (OpenTelemetry's {@code
 * OTEL_EXPORTER_OTLP_ENDPOINT}), when the answer has left, so that nothing is kept meanwhile.
 */
final class Spans {

    private final Propagator propagator;

    Spans(Propagator propagator) {
        this.propagator = propagator;
    }

    /**
     * @param traceParent the field of that name: W3C Trace Context
     */
    void answered(
            String method, String route, int status, long nanos, @Nullable String traceParent) {
        Instant now = Instant.now();
        long end = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        Span span =
                propagator
                        .extract(
                                traceParent == null ? "" : traceParent,
                                (field, name) -> name.equals("traceparent") ? field : null)
                        .kind(Span.Kind.SERVER)
                        .name(method + " " + route)
                        .tag("http.request.method", method)
                        .tag("http.route", route)
                        .tag("http.response.status_code", status)
                        .startTimestamp(end - nanos, TimeUnit.NANOSECONDS)
                        .start();
        span.end(end, TimeUnit.NANOSECONDS);
    }
}
