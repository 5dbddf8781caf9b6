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
 * Loads by key, and takes all who ask while the database is busy along in the next statement, as a
 * group commit does with writes.
 *
 * <p>A request that finds one of the lanes free leads: it runs a statement for its own key. One
 * that finds none waits; whoever leaves a lane makes the longest waiting one the next leader, with
 * all that wait as its batch. A statement always begins after everyone in it has asked, so that
 * each answer is what the database says after the question came: nothing is cached.
 */
final class BatchLoader<K, V> {

    /** Statements at a time, each with a connection of the pool. */
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

    /** Empty where there is none; fails as the statement does, with everyone in it. */
    Optional<V> load(K key) {
        Request<K, V> mine = new Request<>(key);
        List<Request<K, V>> batch = begin(mine) ? List.of(mine) : turn(mine);
        if (!batch.isEmpty()) {
            lead(batch);
        }
        return mine.answer();
    }

    /** Takes a lane, or a place in the queue. */
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

    /** The batch that this request is to lead, or nothing once another has led it. */
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

    /** Gives up waiting, unless it is in a batch already: its lane must not be lost. */
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

    /** Hands the lane to who has waited longest. */
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

    /** Those that neither lead a statement nor are in one. */
    synchronized int waiting() {
        return waiting.size();
    }

    private static Refusal busy() {
        return Refusal.databaseUnavailable();
    }

    /** One question; its fields are written before its turn is completed, and read after. */
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

    /** The statement failed for everyone in it; the cause says how. */
    static final class BatchFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BatchFailedException(Throwable cause) {
            super("A look-up failed", cause);
        }
    }
}
