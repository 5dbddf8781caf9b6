package marquee.users.connector;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Tracks what the peer of one connection does: when it connected or was last answered, since when
 * its request has been arriving, and how fast it takes its answer. Times are those of {@link
 * System#nanoTime()}.
 */
final class Peer {

    private static final ScopedValue<Peer> CURRENT = ScopedValue.newInstance();

    /** Counts the events that threads handle or are about to handle. */
    private final AtomicInteger inHand = new AtomicInteger();

    private final Pace pace = new Pace();

    private volatile @Nullable NioSocketWrapper connection;
    private volatile @Nullable Thread serving;
    private volatile long lastAnswered = System.nanoTime();
    private volatile Since request = Since.NEVER;
    private volatile Since listening = Since.NEVER;
    private volatile Since served = Since.NEVER;

    /** A moment, or none. */
    private record Since(boolean ever, long moment) {

        static final Since NEVER = new Since(false, 0);

        static Since now() {
            return new Since(true, System.nanoTime());
        }

        long nanos(long now) {
            return ever ? now - moment : 0;
        }
    }

    /** Returns the peer whose request this thread serves. */
    static Optional<Peer> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Notes that a thread is about to handle what the peer sent. */
    void take() {
        inHand.incrementAndGet();
        listening = Since.NEVER; // it is the peer that waits now, for its turn
    }

    void serve(Runnable work) {
        try {
            serving = Thread.currentThread();
            ScopedValue.where(CURRENT, this).run(work);
        } finally {
            serving = null;
            served = Since.NEVER;
            inHand.decrementAndGet();
        }
    }

    /** Notes that the rest of the request is read only so that the connection can be reused. */
    void hasItsAnswer() {
        served = Since.now();
    }

    /** Notes the next request on the same connection. */
    void isServed() {
        served = Since.NEVER;
        pace.begin();
    }

    /** Whether no thread works for the peer: its request has not arrived, or only in part. */
    boolean isWaitedFor() {
        return inHand.get() == 0;
    }

    /** Returns for how long the peer has sent no request. */
    long silentNanos(long now) {
        return now - lastAnswered;
    }

    /** Returns for how long the request has been arriving. */
    long arrivingNanos(long now) {
        return request.ever() ? request.nanos(now) : silentNanos(now);
    }

    /** Returns for how long an unwanted body has been arriving. */
    long passedOverNanos(long now) {
        return served.nanos(now);
    }

    /** Returns for how long the service has waited for the peer to send or take the next byte. */
    long stalledNanos() {
        return stalledNanos(System.nanoTime());
    }

    long stalledNanos(long now) {
        return Math.max(pace.blockedNanos(now), listening.nanos(now));
    }

    /** Returns how fast the peer takes its answer. */
    Pace pace() {
        return pace;
    }

    /** Ends the connection, whatever is under way on it; the peer sees it reset. */
    void cut() {
        NioSocketWrapper open = connection;
        Thread thread = serving;
        if (open != null) {
            open.close();
            if (thread != null) {
                thread.interrupt(); // it would wait for this peer until a time-out
            }
        }
    }

    /**
     * @param wrapper null once it has gone
     */
    void comes(@Nullable NioSocketWrapper wrapper) {
        connection = wrapper;
    }

    /**
     * Whether to reset the connection: its peer does not read. Otherwise the kernel would keep the
     * rest of the answer, and the peer would learn only after it that the end is missing.
     */
    boolean isToBeReset() {
        return pace.blockedNanos(System.nanoTime()) > 0;
    }

    /**
     * @param bytes 0 where there was nothing to read
     */
    void sent(int bytes) {
        if (bytes > 0 && !request.ever()) {
            request = Since.now();
        }
        if (bytes != 0) {
            listening = Since.NEVER;
        } else if (!listening.ever()) {
            listening = Since.now();
        }
    }

    /**
     * @param all whether that was all there was for it
     */
    void took(int bytes, boolean all) {
        long now = System.nanoTime();
        if (bytes > 0) {
            lastAnswered = now;
            request = Since.NEVER;
            listening = Since.NEVER;
        }
        pace.wrote(bytes, all, now);
    }
}
