package marquee.video.delivery;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import marquee.video.http.Fields;
import marquee.video.http.Outcome;
import org.jspecify.annotations.Nullable;

/** Counts the kinds of ranges that GETs of a file ask for. */
final class RangeCounts {

    private enum Kind {
        NONE,
        SINGLE,
        SEVERAL,
        UNSATISFIABLE,
        /** One was asked for, and all was sent: it was no range, a wasteful one, or out of date. */
        IGNORED
    }

    private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);

    RangeCounts() {
        for (Kind kind : Kind.values()) {
            counts.put(kind, new LongAdder());
        }
    }

    void bindTo(MeterRegistry registry) {
        counts.forEach((kind, count) ->
                FunctionCounter.builder("marquee.ranges", count, LongAdder::sum)
                        .description("GETs of a file, by what they ask for of it")
                        .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                        .register(registry));
    }

    void count(Outcome outcome, Fields fields) {
        Kind kind = kind(outcome, fields);
        LongAdder count = kind == null ? null : counts.get(kind);
        if (count != null) {
            count.increment();
        }
    }

    /** Null where a precondition decided. */
    private static @Nullable Kind kind(Outcome outcome, Fields fields) {
        return switch (outcome) {
            case Outcome.Whole _ -> fields.lines("Range").isEmpty() ? Kind.NONE : Kind.IGNORED;
            case Outcome.Part _ -> Kind.SINGLE;
            case Outcome.Parts _ -> Kind.SEVERAL;
            case Outcome.Unsatisfiable _ -> Kind.UNSATISFIABLE;
            case Outcome.NotModified _, Outcome.PreconditionFailed _ -> null;
        };
    }
}
