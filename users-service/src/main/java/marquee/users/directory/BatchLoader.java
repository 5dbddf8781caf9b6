package marquee.users.directory;

import io.micrometer.core.instrument.DistributionSummary;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import marquee.users.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Loads values by key, and puts all requests that arrive while the database is busy into the next
 * statement, as a group commit does with writes.
 *
 * <p>A request that finds no statement running runs one for its own key. Otherwise it waits. When
 * the statement ends, or lasts for longer than others have patience, the request that has waited
 * longest runs one for all that wait. A statement begins after every request in it has arrived, so
 * that no answer is older than its request: nothing is cached.
 */
final class BatchLoader<K, V> {

    /** The most statements at a time; each takes a connection of the pool. */
    private static final int LANES = 2;

    /**
     * A second statement begins when the first has lasted for so long. Sooner, each would carry
     * fewer look-ups, and a statement takes PostgreSQL as long as fifteen rows in it.
     */
    private static final Duration PATIENCE = Duration.ofMillis(3);

    private static final int MAX_BATCH = 256;
    private static final int MAX_WAITING = 4 * MAX_BATCH;
    private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    /**
     * Ends the waiting of all loaders. Were each request to wait for a time of its own, Java would
     * wake the thread that keeps the times of virtual threads twice for each.
     */
    private static final ScheduledExecutorService TIMER =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("look-ups-timer").factory());

    /** A failure that took longer is that of a database which is silent or gone. */
    private static final Duration LONG = Duration.ofMillis(500);

    private final Function<Set<K>, Map<K, V>> statement;
    private final DistributionSummary sizes;
    private final long patience;
    private final Deque<Request<K, V>> waiting = new ArrayDeque<>();
    private int running;
    private long began;
    private boolean timed;

    BatchLoader(Function<Set<K>, Map<K, V>> statement, DistributionSummary sizes) {
        this(statement, sizes, PATIENCE);
    }

    BatchLoader(
            Function<Set<K>, Map<K, V>> statement, DistributionSummary sizes, Duration patience) {
        this.statement = statement;
        this.sizes = sizes;
        this.patience = patience.toNanos();
    }

    /** Loads one value; empty where there is none. A failed statement fails for all in it. */
    Optional<V> load(K key) {
        Request<K, V> mine = new Request<>(key);
        List<Request<K, V>> batch = begin(mine) ? List.of(mine) : mine.turn.join();
        if (!batch.isEmpty()) {
            lead(batch);
        }
        return mine.answer();
    }

    /** Takes a lane where no statement runs, or else a place in the queue. */
    private synchronized boolean begin(Request<K, V> mine) {
        if (running == 0) {
            running++;
            began = mine.asked;
            return true;
        }
        if (waiting.size() == MAX_WAITING) {
            throw Refusal.databaseUnavailable();
        }
        waiting.add(mine);
        lookLater();
        return false;
    }

    private void lookLater() {
        if (!timed) {
            timed = true;
            var _ = TIMER.schedule(this::look, patience, TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Looks after those who wait: opens a lane for them, and refuses who has waited for too long.
     */
    private void look() {
        List<Request<K, V>> overdue = new ArrayList<>();
        List<Request<K, V>> next = List.of();
        synchronized (this) {
            long now = System.nanoTime();
            timed = false;
            while (!waiting.isEmpty() && now - waiting.element().asked >= MAX_WAIT_NANOS) {
                overdue.add(waiting.remove());
            }
            if (running < LANES && now - began >= patience) {
                next = takeLane();
            }
            if (!waiting.isEmpty()) {
                lookLater();
            }
        }
        fail(overdue, Refusal::databaseUnavailable);
        tell(next);
    }

    /** Takes a lane for those who have waited longest, if any. */
    private List<Request<K, V>> takeLane() {
        List<Request<K, V>> batch = takeWaiting(MAX_BATCH);
        if (!batch.isEmpty()) {
            running++;
            began = System.nanoTime();
        }
        return batch;
    }

    /** Has the first of a batch lead it. */
    private void tell(List<Request<K, V>> batch) {
        if (!batch.isEmpty()) {
            batch.getFirst().turn.complete(batch);
        }
    }

    private void lead(List<Request<K, V>> batch) {
        long begin = System.nanoTime();
        try {
            sizes.record(batch.size());
            Map<K, V> found =
                    statement.apply(
                            batch.stream().map(each -> each.key).collect(Collectors.toSet()));
            batch.forEach(each -> each.found = found.get(each.key));
        } catch (RuntimeException | Error e) {
            fail(batch, () -> new BatchFailedException(e));
            if (System.nanoTime() - begin > LONG.toNanos()) {
                // Those who wait would fare no better, and wait for as long again.
                fail(takeWaiting(MAX_WAITING), () -> new BatchFailedException(e));
            }
        } finally {
            passOn();
            batch.forEach(each -> each.turn.complete(List.of()));
        }
    }

    /** Gives the lane to those who have waited longest, unless another statement runs. */
    private void passOn() {
        List<Request<K, V>> next = List.of();
        synchronized (this) {
            running--;
            if (running == 0) {
                next = takeLane();
            }
        }
        tell(next);
    }

    private synchronized List<Request<K, V>> takeWaiting(int most) {
        List<Request<K, V>> taken = new ArrayList<>();
        while (taken.size() < most && !waiting.isEmpty()) {
            taken.add(waiting.remove());
        }
        return taken;
    }

    private static <K, V> void fail(
            List<Request<K, V>> requests, Supplier<RuntimeException> failure) {
        for (Request<K, V> each : requests) {
            each.failure = failure.get();
            each.turn.complete(List.of());
        }
    }

    /** Counts the requests that wait for a lane. */
    synchronized int waiting() {
        return waiting.size();
    }

    /** One request; its fields are written before its turn is completed, and read after. */
    private static final class Request<K, V> {

        private final K key;
        private final long asked = System.nanoTime();
        private final CompletableFuture<List<Request<K, V>>> turn = new CompletableFuture<>();
        private @Nullable V found;
        private @Nullable RuntimeException failure;

        Request(K key) {
            this.key = key;
        }

        Optional<V> answer() {
            if (failure != null) {
                throw failure;
            }
            return Optional.ofNullable(found);
        }
    }

    /** Tells each request of a statement that it failed; the cause says how. */
    static final class BatchFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BatchFailedException(Throwable cause) {
            super("A look-up failed", cause);
        }
    }
}
