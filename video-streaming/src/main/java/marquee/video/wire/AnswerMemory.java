package marquee.video.wire;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what answers of one kind hold in memory until they are sent: whoever does not read his
 * keeps it.
 */
public final class AnswerMemory implements MeterBinder {

    private final String kind;
    private final long most;
    private final AtomicLong held = new AtomicLong();

    /**
     * @param kind for the metric
     * @param most in bytes
     */
    public AnswerMemory(String kind, long most) {
        this.kind = kind;
        this.most = most;
    }

    /** Lets them have a sixteenth of the heap. */
    public static AnswerMemory ofThisHeap(String kind) {
        return new AnswerMemory(kind, Runtime.getRuntime().maxMemory() / 16);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("marquee.answers.held", held, AtomicLong::get)
                .description("What answers that are being sent hold in memory")
                .baseUnit("bytes")
                .tag("kind", kind)
                .register(registry);
    }

    /** Takes some bytes, the last of them beyond the bound; or returns false. */
    public boolean take(long bytes) {
        long before = held.getAndUpdate(taken -> taken < most ? taken + bytes : taken);
        return before < most;
    }

    public void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }
}
