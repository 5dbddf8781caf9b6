package marquee.users.connector;

import java.util.concurrent.TimeUnit;

/**
 * Measures how fast a peer takes its answer while the service waits for it. Times are those of
 * {@link System#nanoTime()}.
 */
final class Pace {

    private boolean blocked;
    private long blockedSince;
    private long waited;
    private long taken;

    /** Starts again for the next answer. */
    synchronized void begin() {
        waited = 0;
    }

    /**
     * @param whole whether the peer took everything that was offered
     */
    synchronized void wrote(int bytes, boolean whole, long now) {
        if (bytes > 0) {
            waited += blockedNanos(now);
            blocked = false;
            taken += bytes;
        }
        if (!whole && !blocked) {
            blocked = true;
            blockedSince = now;
            if (waited == 0) {
                taken = 0; // bytes in the kernel's buffer tell nothing about the peer
            }
        }
    }

    /** Returns for how long the peer has not made room for another byte. */
    synchronized long blockedNanos(long now) {
        return blocked ? now - blockedSince : 0;
    }

    /**
     * Whether the service has waited for the given time, and the peer took fewer than the given
     * bytes in each second of it. If it took enough, the next such period begins.
     */
    synchronized boolean isTooSlow(long now, long nanos, long bytesASecond) {
        long all = waited + blockedNanos(now);
        if (all < nanos) {
            return false;
        }
        boolean slow = taken < bytesASecond * TimeUnit.NANOSECONDS.toSeconds(all);
        waited = -blockedNanos(now); // counted when it is over
        taken = 0;
        return slow;
    }
}
