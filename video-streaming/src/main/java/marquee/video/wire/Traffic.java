package marquee.video.wire;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times what a port answers. No label holds what a client has written: a method or a
 * route that is not one of ours is {@code other}. Each meter is made once, and found without making
 * anything.
 */
final class Traffic {

    static final String OTHER = "other";

    private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS", OTHER);
    private static final int STATUSES = 600;

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofMillis(2_500)
    };

    private final MeterRegistry registry;
    private final boolean logged;
    private final @Nullable Spans spans;
    private final Map<String, AtomicReferenceArray<@Nullable Timer>> byRoute =
            new ConcurrentHashMap<>();
    private final LongAdder fileBytes = new LongAdder();
    private final Timer firstByte;

    /**
     * @param propagator null where nobody collects spans
     */
    Traffic(MeterRegistry registry, @Nullable Propagator propagator) {
        this(registry, AccessLog.isOn(), propagator == null ? null : new Spans(propagator));
    }

    private Traffic(MeterRegistry registry, boolean logged, @Nullable Spans spans) {
        this.registry = registry;
        this.spans = spans;
        this.logged = logged;
        firstByte =
                Timer.builder("marquee.first.byte")
                        .description("From the end of a request to the first byte of its answer")
                        .serviceLevelObjectives(BUCKETS)
                        .register(registry);
        FunctionCounter.builder("marquee.streamed", fileBytes, LongAdder::sum)
                .description("What viewers were sent of files")
                .baseUnit("bytes")
                .register(registry);
    }

    /** Of a port whose traffic nobody wants to know of. */
    static Traffic unseen() {
        return new Traffic(new CompositeMeterRegistry(), false, null);
    }

    /** Whether the trace that a request belongs to is of use. */
    boolean asksForTrace() {
        return logged || spans != null;
    }

    /** Some bytes of a file were sent. */
    void sent(long bytes) {
        fileBytes.add(bytes);
    }

    /**
     * A request whose answer is to be counted.
     *
     * @param route the template of an address, or {@link #OTHER}
     * @param arrived when the request was complete, as {@link System#nanoTime()} has it
     * @param traceParent the field, where {@link #asksForTrace}
     */
    record Asked(
            Traffic traffic,
            String route,
            String method,
            long arrived,
            @Nullable String traceParent) {

        void firstByte() {
            traffic.firstByte.record(System.nanoTime() - arrived, TimeUnit.NANOSECONDS);
        }

        /**
         * @param bytes of the answer, its head among them where a file was asked for
         */
        void answered(int status, long bytes) {
            long nanos = System.nanoTime() - arrived;
            traffic.answered(route, method, status, nanos, bytes, traceParent);
        }
    }

    /** A request that is none, or one too many: what it asks for was not looked at. */
    void refused(int status, long bytes) {
        answered(OTHER, OTHER, status, 0, bytes, null);
    }

    private void answered(
            String route,
            String method,
            int status,
            long nanos,
            long bytes,
            @Nullable String traceParent) {
        AtomicReferenceArray<@Nullable Timer> timers = byRoute.get(route);
        if (timers == null) {
            timers =
                    byRoute.computeIfAbsent(
                            route, _ -> new AtomicReferenceArray<>(METHODS.size() * STATUSES));
        }
        int known = METHODS.indexOf(method);
        int of = known < 0 ? METHODS.size() - 1 : known;
        int at = of * STATUSES + status;
        Timer timer = timers.get(at);
        if (timer == null) {
            timer = timer(route, METHODS.get(of), status);
            timers.set(at, timer); // another thread's would be the same one
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
        if (logged) {
            AccessLog.write(METHODS.get(of), route, status, bytes, nanos, traceParent);
        }
        if (spans != null) {
            spans.answered(METHODS.get(of), route, status, nanos, traceParent);
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
