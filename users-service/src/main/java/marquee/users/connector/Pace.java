package marquee.users.connector;

import java.util.concurrent.TimeUnit;

/**
 * How fast a peer takes its answer, as far as the service has to wait for it. Times are those of
 * {@link System#nanoTime()}.
 */
final class Pace {

    private boolean blocked;
    private long blockedSince;
    private long waited;
    private long taken;

    /** Another answer. */
    synchronized void begin() {
        waited = 0;
    }

    /**
     * @param whole whether the peer took all that there was
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
                taken = 0; // what the kernel took says nothing of the peer
            }
        }
    }

    /** For how long the peer has not made room for the next byte. */
    synchronized long blockedNanos(long now) {
        return blocked ? now - blockedSince : 0;
    }

    /**
     * Whether the service has waited so long, and the peer took less than so many bytes in each
     * second of it. When it took enough, the next such time begins.
     */
    synchronized boolean isTooSlow(long now, long nanos, long bytesASecond) {
        long all = waited + blockedNanos(now);
        if (all < nanos) {
            return false;
        }
        boolean slow = taken < bytesASecond * TimeUnit.NANOSECONDS.toSeconds(all);
        waited = -blockedNanos(now); // which is counted when it is over
        taken = 0;
        return slow;
    }
}
