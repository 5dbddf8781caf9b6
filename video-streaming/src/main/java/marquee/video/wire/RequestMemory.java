package marquee.video.wire;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds what requests that have arrived in part hold in memory. */
final class RequestMemory {

    private final long most;
    private final AtomicLong held = new AtomicLong();

    /**
     * @param most in bytes
     */
    RequestMemory(long most) {
        this.most = most;
    }

    /** Takes some bytes; returns false, and takes none, if there is no room for them. */
    boolean take(int bytes) {
        long before = held.getAndUpdate(now -> now + bytes <= most ? now + bytes : now);
        return before + bytes <= most;
    }

    void giveBack(int bytes) {
        if (bytes > 0) { // most requests take none, and all threads share the counter
            held.addAndGet(-bytes);
        }
    }
}
