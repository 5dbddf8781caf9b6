package marquee.video.wire;

import java.util.HashMap;
import java.util.Map;

/**
 * Bounds what requests that wait for a disk hold in memory. Those of one lane may hold three times
 * what is left, which is three quarters where they are the only ones. So a file that its disk does
 * not give leaves room for those who ask for others, however many ask for it.
 */
final class LaneMemory {

    private static final int TIMES_WHAT_IS_LEFT = 3;

    private final Map<String, Long> lanes = new HashMap<>();
    private long left;

    /**
     * @param most in bytes
     */
    LaneMemory(long most) {
        this.left = most;
    }

    /** Takes some bytes; returns false, and takes none, if there is no room for them. */
    synchronized boolean take(String lane, int bytes) {
        long rest = left - bytes;
        long held = lanes.getOrDefault(lane, 0L) + bytes;
        if (held > TIMES_WHAT_IS_LEFT * rest) {
            return false;
        }
        lanes.put(lane, held);
        left = rest;
        return true;
    }

    void giveBack(String lane, int bytes) {
        if (bytes == 0) {
            return; // most requests do not wait, and all threads share the lock
        }
        synchronized (this) {
            left += bytes;
            lanes.computeIfPresent(lane, (_, held) -> held > bytes ? held - bytes : null);
        }
    }
}
