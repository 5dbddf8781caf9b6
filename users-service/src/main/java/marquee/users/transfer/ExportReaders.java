package marquee.users.transfer;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import marquee.users.connector.Peer;
import marquee.users.problem.Refusal;

/**
 * Those whose exports are under way. When they are as many as may be, whoever comes takes the place
 * of the one that has not read for longest.
 */
final class ExportReaders {

    /** Each has some 100 KB of heap, and 256 KB beside it where the answer is compressed. */
    private static final int AT_A_TIME = 32;

    private static final long STALLED = TimeUnit.MILLISECONDS.toNanos(500);

    private final Set<Place> places = new HashSet<>();

    /** Held for as long as the export takes. */
    final class Place implements AutoCloseable {

        private final Optional<Peer> peer = Peer.current();

        private long blockedNanos() {
            return peer.map(Peer::blockedNanos).orElse(0L);
        }

        @Override
        public void close() {
            synchronized (places) {
                places.remove(this);
            }
        }
    }

    Place enter() {
        synchronized (places) {
            if (places.size() == AT_A_TIME) {
                Place slowest =
                        places.stream()
                                .max(Comparator.comparingLong(Place::blockedNanos))
                                .filter(place -> place.blockedNanos() > STALLED)
                                .orElseThrow(() -> Refusal.tooMany("exports", AT_A_TIME));
                slowest.peer.ifPresent(Peer::cut);
                places.remove(slowest);
            }
            Place place = new Place();
            places.add(place);
            return place;
        }
    }
}
