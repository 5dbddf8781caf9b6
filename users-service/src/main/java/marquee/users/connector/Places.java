package marquee.users.connector;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many requests of a kind are served at a time. When all places are taken, the request
 * that has waited longest for its client is cut off; otherwise a few requests wait, for a second at
 * most.
 */
final class Places {

    private static final int LOOKS = 10;
    private static final long LOOK_MILLIS = 100;

    /** The time without a byte sent or taken after which a request may be cut off for another. */
    private static final long STALLED = TimeUnit.MILLISECONDS.toNanos(500);

    private final Semaphore free;
    private final Set<Place> taken = ConcurrentHashMap.newKeySet();
    private final AtomicInteger waiting = new AtomicInteger();
    private final int mayWait;

    Places(int places, int mayWait) {
        free = new Semaphore(places, true);
        this.mayWait = mayWait;
    }

    /** A place, held while the request is served. */
    final class Place implements AutoCloseable {

        private final Optional<Peer> peer = Peer.current();

        private Place() {
            taken.add(this);
        }

        private long stalledNanos() {
            return peer.map(Peer::stalledNanos).orElse(0L);
        }

        @Override
        public void close() {
            taken.remove(this);
            free.release();
        }
    }

    /** Takes a place; empty where none is free and too many wait already. */
    Optional<Place> enter() {
        return free.tryAcquire() || isGivenOne() ? Optional.of(new Place()) : Optional.empty();
    }

    private boolean isGivenOne() {
        try {
            if (waiting.incrementAndGet() > mayWait) {
                return false;
            }
            for (int look = 0; look < LOOKS; look++) {
                cutTheSlowest();
                if (free.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the client is gone
            return false;
        } finally {
            waiting.decrementAndGet();
        }
    }

    private void cutTheSlowest() {
        taken.stream()
                .max(Comparator.comparingLong(Place::stalledNanos))
                .filter(place -> place.stalledNanos() > STALLED)
                .flatMap(place -> place.peer)
                .ifPresent(Peer::cut);
    }
}
