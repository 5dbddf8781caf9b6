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
 * <p>A request that finds a free lane runs a statement for its own key. Otherwise it waits. When a
 * lane becomes free, the request that has waited longest runs one statement for all that wait. A
 * statement begins after every request in it has arrived, so that no answer is older than its
 * request: nothing is cached.
 */
final class BatchLoader<K, V> {

    /** The most statements at a time; each takes a connection of the pool. */
    private static final int LANES = 2;

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
    private final Deque<Request<K, V>> waiting = new ArrayDeque<>();
    private int running;
    private boolean timed;

    BatchLoader(Function<Set<K>, Map<K, V>> statement, DistributionSummary sizes) {
        this.statement = statement;
        this.sizes = sizes;
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

    /** Takes a free lane, or else a place in the queue. */
    private synchronized boolean begin(Request<K, V> mine) {
        if (running < LANES) {
            running++;
            return true;
        }
        if (waiting.size() == MAX_WAITING) {
            throw Refusal.databaseUnavailable();
        }
        waiting.add(mine);
        if (!timed) {
            refuseOverdueIn(MAX_WAIT_NANOS);
        }
        return false;
    }

    private void refuseOverdueIn(long nanos) {
        timed = true;
        var _ = TIMER.schedule(this::refuseOverdue, nanos, TimeUnit.NANOSECONDS);
    }

    /** Refuses those that wait for too long; whoever is in a batch waits on for it. */
    private void refuseOverdue() {
        List<Request<K, V>> overdue = new ArrayList<>();
        synchronized (this) {
            long now = System.nanoTime();
            timed = false;
            while (!waiting.isEmpty() && !timed) {
                long left = MAX_WAIT_NANOS - (now - waiting.element().asked);
                if (left > 0) {
                    refuseOverdueIn(left);
                } else {
                    overdue.add(waiting.remove());
                }
            }
        }
        fail(overdue, Refusal::databaseUnavailable);
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

    /** Gives the lane to the request that has waited longest. */
    private void passOn() {
        List<Request<K, V>> next;
        synchronized (this) {
            next = takeWaiting(MAX_BATCH);
            if (next.isEmpty()) {
                running--;
            }
        }
        if (!next.isEmpty()) {
            next.getFirst().turn.complete(next);
        }
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
