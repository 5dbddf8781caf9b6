package marquee.video.wire;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;

/**
 * A guess at what the kernel still has in memory of the files that were sent. What it has, the
 * event loop sends itself, without the two changes of thread that a disk thread costs.
 *
 * <p>Bytes are taken to be there while no more than a certain volume of others came since. The
 * volume is halved when sending such bytes took long and a disk was read meanwhile, and grows again
 * with whatever is sent at once, by a disk thread too. Bytes of a file system that may have to ask
 * somebody else, over a network or in user space, are never taken to be there.
 */
final class PageCache {

    private static final int GRANULE_BITS = 16;

    /** Where one granule can be noted; were it one, every sixteenth would have lost its place. */
    private static final int WAYS = 4;

    private static final int SLOTS = 1 << 14;

    private static final int MIN_TRUSTED = 64; // 4 MiB
    private static final int MAX_TRUSTED = SLOTS / 4; // 256 MiB

    private static final long SLOW_NANOS = 10_000_000;
    private static final long QUICK_NANOS = 1_000_000;

    /** For each granule: which it is, and how many had come into memory when it was last sent. */
    private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

    /** How many granules were sent that were not taken to be there. */
    private final AtomicInteger came = new AtomicInteger();

    private final BooleanSupplier diskWasRead;
    private volatile int trusted = MAX_TRUSTED;

    /**
     * @param diskWasRead whether the present thread has had to read a disk since it last asked;
     *     without one that did not, a thread that only waited for a processor would look the same
     */
    PageCache(BooleanSupplier diskWasRead) {
        this.diskWasRead = diskWasRead;
    }

    boolean holds(Answer.Slice slice, long position, long length) {
        if (!slice.local()) {
            return false;
        }
        long end = slice.first() + position + length;
        for (long at = slice.first() + position; at < end; at = next(at)) {
            if (!isTrusted(find(key(slice, at)))) {
                return false;
            }
        }
        return true;
    }

    void wereSent(Answer.Slice slice, long position, long length) {
        long end = slice.first() + position + length;
        for (long at = slice.first() + position; at < end; at = next(at)) {
            long key = key(slice, at);
            int known = find(key);
            int now = isTrusted(known) ? came.get() : came.incrementAndGet();
            slots.set(known < 0 ? oldest(key, now) : known, (key << 32) | (now & 0xFFFF_FFFFL));
        }
    }

    /** What the event loop learned from sending bytes that were taken to be there. */
    void took(long nanos) {
        if (nanos <= SLOW_NANOS) {
            trustMore();
        } else if (diskWasRead.getAsBoolean()) {
            trusted = Math.max(MIN_TRUSTED, trusted / 2);
        }
    }

    /** What a disk thread learned from sending bytes that were not. */
    void tookOnDiskThread(long nanos) {
        if (nanos <= QUICK_NANOS) {
            trustMore();
        }
    }

    private void trustMore() {
        int now = trusted;
        if (now < MAX_TRUSTED) {
            trusted = now + 1;
        }
    }

    private static long next(long position) {
        return ((position >> GRANULE_BITS) + 1) << GRANULE_BITS;
    }

    private boolean isTrusted(int slot) {
        return slot >= 0 && came.get() - (int) slots.get(slot) <= trusted;
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
