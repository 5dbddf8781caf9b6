package marquee.video.bucket;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the list of the objects, and asks for it again when it is too old. One request asks at a
 * time, and others wait for its result. After a failure all fail at once for a while: it is by this
 * that a silent store holds nobody up.
 */
final class Listing {

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_MILLIS = 1_000;

    private final Supplier<List<BucketObject>> store;
    private final long refreshNanos;
    private final AtomicReference<@Nullable CompletableFuture<Objects>> renewing =
            new AtomicReference<>();
    private volatile @Nullable Objects known;
    private volatile @Nullable Failure failure;

    Listing(Supplier<List<BucketObject>> store, Duration refresh) {
        this.store = store;
        this.refreshNanos = refresh.toNanos();
    }

    /** Returns the objects as they were a moment ago. May wait. */
    Map<String, BucketObject> objects() {
        Objects last = fresh();
        if (last != null) {
            return last.byName;
        }
        Failure failed = failure;
        if (failed != null && System.nanoTime() - failed.at < PAUSE_NANOS) {
            throw failed.cause;
        }
        return renewed().byName;
    }

    private @Nullable Objects fresh() {
        Objects last = known;
        return last != null && System.nanoTime() - last.asked < refreshNanos ? last : null;
    }

    /** Has the next look ask again. */
    void forget() {
        known = null;
    }

    private Objects renewed() {
        CompletableFuture<Objects> mine = new CompletableFuture<>();
        CompletableFuture<Objects> other = renewing.compareAndExchange(null, mine);
        if (other != null) {
            return await(other);
        }
        try {
            Objects objects = fresh(); // another may have asked just before
            if (objects == null) {
                objects = asked();
                known = objects;
                failure = null;
            }
            mine.complete(objects);
            return objects;
        } catch (StoreUnavailableException e) {
            failure = new Failure(e, System.nanoTime());
            throw e;
        } finally {
            renewing.set(null);
            mine.completeExceptionally(
                    new StoreUnavailableException("The list of the store could not be had"));
        }
    }

    private Objects asked() {
        long now = System.nanoTime();
        Map<String, BucketObject> byName = new TreeMap<>();
        store.get().forEach(object -> byName.put(object.name(), object));
        return new Objects(byName, now);
    }

    private static Objects await(CompletableFuture<Objects> renewed) {
        try {
            return renewed.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StoreUnavailableException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(e);
        }
    }

    /** All objects by name, as they were at one time. */
    private record Objects(Map<String, BucketObject> byName, long asked) {}

    private record Failure(StoreUnavailableException cause, long at) {}
}
