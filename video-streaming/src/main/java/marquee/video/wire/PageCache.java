package marquee.video.wire;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;

/**
 * Guesses which parts of files the kernel still has in memory. The event loop sends those itself,
 * and saves the two changes of thread that a disk thread costs.
 *
 * <p>Bytes that were sent count as in memory until a certain volume of other bytes was read. The
 * volume is halved when sending took long and a disk was read, and grows with each quick send, also
 * one by a disk thread. Bytes of a file system over a network or in user space never count.
 */
final class PageCache {

    private static final int GRANULE_BITS = 16;

    /**
     * Granules that follow each other have neighbouring slots, which the processor loads at once.
     */
    private static final int GROUP_BITS = 3;

    private static final int GROUP = 1 << GROUP_BITS;

    /** Slots that one granule may use; with a single slot, every sixteenth would be lost. */
    private static final int WAYS = 4;

    private static final int SLOTS = 1 << 14;

    private static final int MIN_TRUSTED = 64; // 4 MiB
    private static final int MAX_TRUSTED = SLOTS / 4; // 256 MiB

    private static final long SLOW_NANOS = 10_000_000;
    private static final long QUICK_NANOS = 1_000_000;

    /** For each granule: its key, and the value of {@code came} when it was last sent. */
    private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

    /** Counts granules that were sent and did not count as in memory. */
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
        long first = granule(slice.first() + position);
        long last = granule(slice.first() + position + length - 1);
        long key = 0;
        for (long granule = first; granule <= last; granule++) {
            key = key(key, slice, granule);
            if (!isTrusted(find(key, place(granule)))) {
                return false;
            }
        }
        return true;
    }

    void wereSent(Answer.Slice slice, long position, long length) {
        long first = granule(slice.first() + position);
        long last = granule(slice.first() + position + length - 1);
        long key = 0;
        for (long granule = first; granule <= last; granule++) {
            key = key(key, slice, granule);
            int known = find(key, place(granule));
            int now = isTrusted(known) ? came.get() : came.incrementAndGet();
            int slot = known < 0 ? oldest(key, place(granule), now) : known;
            long value = (key << 32) | (now & 0xFFFF_FFFFL);
            if (slots.get(slot) != value) { // in a hot film it is nearly always the same
                slots.set(slot, value);
            }
        }
    }

    /** Learns from the time in which the event loop sent bytes that count as in memory. */
    void took(long nanos) {
        if (nanos <= SLOW_NANOS) {
            trustMore();
        } else if (diskWasRead.getAsBoolean()) {
            trusted = Math.max(MIN_TRUSTED, trusted / 2);
        }
    }

    /** Learns from the time in which a disk thread sent bytes that do not. */
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

    private static long granule(long position) {
        return position >> GRANULE_BITS;
    }

    /** Returns the place of a granule in its group. */
    private static int place(long granule) {
        return (int) granule & (GROUP - 1);
    }

    private boolean isTrusted(int slot) {
        return slot >= 0 && came.get() - (int) slots.get(slot) <= trusted;
    }

    private int find(long key, int place) {
        int first = firstWay(key) + place;
        for (int slot = first; slot < first + WAYS * GROUP; slot += GROUP) {
            if ((int) (slots.get(slot) >>> 32) == (int) key) {
                return slot;
            }
        }
        return -1;
    }

    private int oldest(long key, int place, int now) {
        int first = firstWay(key) + place;
        int oldest = first;
        for (int slot = first + GROUP; slot < first + WAYS * GROUP; slot += GROUP) {
            if (now - (int) slots.get(slot) > now - (int) slots.get(oldest)) {
                oldest = slot;
            }
        }
        return oldest;
    }

    /** Returns the first slot of the first of the groups that a key may use. */
    private static int firstWay(long key) {
        return (int) (key >>> 32) & (SLOTS - WAYS * GROUP);
    }

    /** Returns the key of a granule's group, which is that of the one before but for the first. */
    private static long key(long before, Answer.Slice slice, long granule) {
        return before == 0 || place(granule) == 0 ? key(slice, granule) : before;
    }

    /**
     * Makes a hash of a group of granules, in two halves: one selects the slots, and one identifies
     * the group.
     */
    private static long key(Answer.Slice slice, long granule) {
        long mixed = ((slice.id() << 32) + (granule >> GROUP_BITS)) * 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xBF58_476D_1CE4_E5B9L;
        return (mixed ^ (mixed >>> 29)) | 1;
    }
}
