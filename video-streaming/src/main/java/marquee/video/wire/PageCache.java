package marquee.video.wire;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A guess at what the kernel still has in memory of the files that were sent. What it has, the
 * event loop sends itself, without the two changes of thread that a disk thread costs.
 *
 * <p>Bytes are taken to be there while no more than a certain volume was sent since. The volume is
 * halved when sending such bytes took so long that a disk must have been asked, and grows again
 * slowly. Bytes of a file system that may have to ask somebody else, over a network or in user
 * space, are never taken to be there.
 */
final class PageCache {

    private static final int GRANULE_BITS = 16;

    /** Where one granule can be noted; were it one, every sixteenth would have lost its place. */
    private static final int WAYS = 4;

    private static final int SLOTS = 1 << 14;

    private static final int MIN_TRUSTED = 64; // 4 MiB
    private static final int MAX_TRUSTED = SLOTS / 4; // 256 MiB

    private static final long DISK_NANOS = 10_000_000;

    /** For each granule: which it is, and how many granules had been sent when it was. */
    private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

    private final AtomicInteger sent = new AtomicInteger();
    private volatile int trusted = MAX_TRUSTED;

    boolean holds(Answer.Slice slice, long position, long length) {
        if (!slice.local()) {
            return false;
        }
        int now = sent.get();
        long end = slice.first() + position + length;
        for (long at = slice.first() + position; at < end; at = next(at)) {
            long key = key(slice, at);
            int slot = find(key);
            if (slot < 0 || now - (int) slots.get(slot) > trusted) {
                return false;
            }
        }
        return true;
    }

    void wereSent(Answer.Slice slice, long position, long length) {
        long end = slice.first() + position + length;
        for (long at = slice.first() + position; at < end; at = next(at)) {
            long key = key(slice, at);
            int now = sent.incrementAndGet();
            int known = find(key);
            slots.set(known < 0 ? oldest(key, now) : known, (key << 32) | (now & 0xFFFF_FFFFL));
        }
    }

    /** What the event loop learned from sending bytes that were taken to be there. */
    void took(long nanos) {
        int now = trusted;
        trusted =
                nanos > DISK_NANOS
                        ? Math.max(MIN_TRUSTED, now / 2)
                        : Math.min(MAX_TRUSTED, now + 1);
    }

    private static long next(long position) {
        return ((position >> GRANULE_BITS) + 1) << GRANULE_BITS;
    }

    private int find(long key) {
        int first = firstWay(key);
        for (int slot = first; slot < first + WAYS; slot++) {
            if ((int) (slots.get(slot) >>> 32) == (int) key) {
                return slot;
            }
        }
        return -1;
    }

    private int oldest(long key, int now) {
        int first = firstWay(key);
        int oldest = first;
        for (int slot = first + 1; slot < first + WAYS; slot++) {
            if (now - (int) slots.get(slot) > now - (int) slots.get(oldest)) {
                oldest = slot;
            }
        }
        return oldest;
    }

    private static int firstWay(long key) {
        return (int) (key >>> 32) & (SLOTS - WAYS);
    }

    /** Two independent halves, one to find the slots by and one to know the granule again. */
    private static long key(Answer.Slice slice, long position) {
        long mixed = (slice.id() * 31 + (position >> GRANULE_BITS)) * 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xBF58_476D_1CE4_E5B9L;
        return (mixed ^ (mixed >>> 29)) | 1;
    }
}
