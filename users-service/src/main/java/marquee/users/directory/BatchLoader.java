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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
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
    private static final int MAX_WAIT_SECONDS = 2;

    /** A failure that took longer is that of a database which is silent or gone. */
    private static final Duration LONG = Duration.ofMillis(500);

    private final Function<Set<K>, Map<K, V>> statement;
    private final DistributionSummary sizes;
    private final Deque<Request<K, V>> waiting = new ArrayDeque<>();
    private int running;

    BatchLoader(Function<Set<K>, Map<K, V>> statement, DistributionSummary sizes) {
        this.statement = statement;
        this.sizes = sizes;
    }

    /** Loads one value; empty where there is none. A failed statement fails for all in it. */
    Optional<V> load(K key) {
        Request<K, V> mine = new Request<>(key);
        List<Request<K, V>> batch = begin(mine) ? List.of(mine) : turn(mine);
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
            throw busy();
        }
        waiting.add(mine);
        return false;
    }

    /** Waits; returns the batch that this request has to run, or null if another has run it. */
    private List<Request<K, V>> turn(Request<K, V> mine) {
        try {
            return mine.turn.get(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return leave(mine);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return leave(mine);
        }
    }

    /** Stops waiting, unless the request leads a batch already: its lane must not be lost. */
    private List<Request<K, V>> leave(Request<K, V> mine) {
        synchronized (this) {
            if (waiting.remove(mine)) {
                throw busy();
            }
        }
        return mine.turn.join();
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
            batch.forEach(each -> each.failure = e);
            if (System.nanoTime() - begin > LONG.toNanos()) {
                fail(e);
            }
        } finally {
            passOn();
            batch.forEach(each -> each.turn.complete(List.of()));
        }
    }

    /** Gives the lane to the request that has waited longest. */
    private void passOn() {
        List<Request<K, V>> next = new ArrayList<>();
        synchronized (this) {
            while (next.size() < MAX_BATCH && !waiting.isEmpty()) {
                next.add(waiting.remove());
            }
            if (next.isEmpty()) {
                running--;
            }
        }
        if (!next.isEmpty()) {
            next.getFirst().turn.complete(next);
        }
    }

    /** Tells all who wait: they would fare no better, and wait for as long again. */
    private void fail(Throwable failure) {
        List<Request<K, V>> all;
        synchronized (this) {
            all = List.copyOf(waiting);
            waiting.clear();
        }
        for (Request<K, V> each : all) {
            each.failure = failure;
            each.turn.complete(List.of());
        }
    }

    /** Counts the requests that wait for a lane. */
    synchronized int waiting() {
        return waiting.size();
    }

    private static Refusal busy() {
        return Refusal.databaseUnavailable();
    }

    /** One request; its fields are written before its turn is completed, and read after. */
    private static final class Request<K, V> {

        private final K key;
        private final CompletableFuture<List<Request<K, V>>> turn = new CompletableFuture<>();
        private @Nullable V found;
        private @Nullable Throwable failure;

        Request(K key) {
            this.key = key;
        }

        Optional<V> answer() {
            if (failure != null) {
                throw new BatchFailedException(failure);
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
