package marquee.users.connector;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.tracing.propagation.Propagator;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Counts and times what the port of the service answers, whoever answers or refuses it. No label
 * holds what a client has written: a method or a route that is not one of ours is {@code other}.
 * Each meter is made once, and found without making anything.
 */
final class Traffic extends ValveBase {

    private static final String OTHER = "other";

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", OTHER);

    private static final int STATUSES = 600;

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofMillis(2_500)
    };

    private final MeterRegistry registry;
    private final boolean logged = AccessLog.isOn();
    private final @Nullable Spans spans;
    private final Map<String, AtomicReferenceArray<@Nullable Timer>> byRoute =
            new ConcurrentHashMap<>();

    /**
     * @param propagator null where nobody collects spans
     */
    Traffic(MeterRegistry registry, @Nullable Propagator propagator) {
        super(true); // as fit for asynchronous requests as what comes after it
        spans = propagator == null ? null : new Spans(propagator);
        this.registry = registry;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (Peer.current().isEmpty()) { // on the management port
            getNext().invoke(request, response);
            return;
        }
        long began = System.nanoTime();
        try {
            getNext().invoke(request, response);
        } finally {
            answered(request, response, System.nanoTime() - began);
        }
    }

    /** The template by which Spring found a handler; before that, what the path says by itself. */
    private static String route(Request request) {
        Object found = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (found != null) {
            String pattern = found.toString();
            return pattern.equals("/**") ? OTHER : pattern;
        }
        String path = request.getRequestURI();
        return switch (path == null ? "" : path) {
            case "/users", "/users/" -> "/users";
            case "/search", "/users/import", "/livez", "/readyz" -> path;
            default -> OTHER;
        };
    }

    private void answered(Request request, Response response, long nanos) {
        String route = route(request);
        String method = request.getMethod();
        int status = response.getStatus();
        AtomicReferenceArray<@Nullable Timer> timers = byRoute.get(route);
        if (timers == null) {
            timers =
                    byRoute.computeIfAbsent(
                            route, _ -> new AtomicReferenceArray<>(METHODS.size() * STATUSES));
        }
        int known = method == null ? -1 : METHODS.indexOf(method);
        int of = known < 0 ? METHODS.size() - 1 : known;
        int at = of * STATUSES + status;
        Timer timer = timers.get(at);
        if (timer == null) {
            timer = timer(route, METHODS.get(of), status);
            timers.set(at, timer); // another thread's would be the same one
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
        if (logged) {
            AccessLog.write(
                    METHODS.get(of),
                    route,
                    status,
                    response.getContentWritten(),
                    nanos,
                    request.getHeader("traceparent"));
        }
        if (spans != null) {
            spans.answered(METHODS.get(of), route, status, nanos, request.getHeader("traceparent"));
        }
    }

    private Timer timer(String route, String method, int status) {
        return Timer.builder("http.server.requests")
                .description("Requests, to the end of their answers")
                .tag("uri", route)
                .tag("method", method)
                .tag("status", Integer.toString(status))
                .tag("outcome", outcome(status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static String outcome(int status) {
        return switch (status / 100) {
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            case 5 -> "SERVER_ERROR";
            default -> "UNKNOWN";
        };
    }
}
