package marquee.video.http;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was made for the keys that were asked for last: each key has one place, which it
 * shares with others. Never grows, and no thread waits for another.
 *
 * @param <V> what is kept for a key; not changed once it is
 */
public final class Recent<V> {

    private final AtomicReferenceArray<@Nullable Kept<V>> places;

    private record Kept<V>(String key, V value) {}

    /**
     * @param places a power of two
     */
    public Recent(int places) {
        this.places = new AtomicReferenceArray<>(places);
    }

    public @Nullable V get(String key) {
        Kept<V> kept = places.get(place(key));
        return kept != null && kept.key.equals(key) ? kept.value : null;
    }

    /** Keeps it in the place of what was there before. */
    public void put(String key, V value) {
        places.set(place(key), new Kept<>(key, value));
    }

    private int place(String key) {
        return key.hashCode() & (places.length() - 1);
    }
}
