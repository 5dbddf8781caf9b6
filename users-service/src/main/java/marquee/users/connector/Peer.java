package marquee.users.connector;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * One connection, and what its peer does with it: when it came or was last answered, since when its
 * request arrives, how fast it takes its answer. Times are those of {@link System#nanoTime()}.
 */
final class Peer extends NioChannel {

    private static final ScopedValue<Peer> CURRENT = ScopedValue.newInstance();

    /** Events that threads have, or are about to have, in hand. */
    private final AtomicInteger inHand = new AtomicInteger();

    private final Pace pace = new Pace();

    private volatile @Nullable NioSocketWrapper connection;
    private volatile @Nullable Thread serving;
    private volatile long lastAnswered = System.nanoTime();
    private volatile Since request = Since.NEVER;
    private volatile Since listening = Since.NEVER;
    private volatile Since served = Since.NEVER;

    Peer(SocketBufferHandler buffers) {
        super(buffers);
    }

    /** A moment, or that there was none. */
    private record Since(boolean ever, long moment) {

        static final Since NEVER = new Since(false, 0);

        static Since now() {
            return new Since(true, System.nanoTime());
        }

        long nanos(long now) {
            return ever ? now - moment : 0;
        }
    }

    /** The peer whose request this thread serves. */
    static Optional<Peer> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** A thread is about to see to what the peer sent. */
    void take() {
        inHand.incrementAndGet();
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

    /** From now on the peer is only listened to so that the connection may be used again. */
    void hasItsAnswer() {
        served = Since.now();
    }

    /** Another request on the same connection. */
    void isServed() {
        served = Since.NEVER;
        pace.begin();
    }

    /** Nobody is at work for the peer: it has yet to ask, or to finish asking. */
    boolean isWaitedFor() {
        return inHand.get() == 0;
    }

    /** For how long the peer has been given nothing, because it did not ask. */
    long silentNanos(long now) {
        return now - lastAnswered;
    }

    /** For how long the request has been on its way. */
    long arrivingNanos(long now) {
        return request.ever() ? request.nanos(now) : silentNanos(now);
    }

    /** For how long a body that nobody wants has been on its way. */
    long passedOverNanos(long now) {
        return served.nanos(now);
    }

    /** For how long the service has waited for the peer to send, or to take, the next byte. */
    long stalledNanos() {
        return stalledNanos(System.nanoTime());
    }

    long stalledNanos(long now) {
        return Math.max(pace.blockedNanos(now), listening.nanos(now));
    }

    /** How fast the peer takes its answer. */
    Pace pace() {
        return pace;
    }

    /** Ends the connection in the middle of whatever it is used for; the peer sees that. */
    void cut() {
        NioSocketWrapper open = connection;
        Thread thread = serving;
        if (open != null) {
            open.close();
            if (thread != null) {
                thread.interrupt(); // else it would wait for this peer until a time-out
            }
        }
    }

    @Override
    public void reset(@Nullable SocketChannel channel, @Nullable NioSocketWrapper wrapper)
            throws IOException {
        super.reset(channel, wrapper);
        connection = wrapper;
    }

    /**
     * A peer that does not read is told at once; else the kernel would keep what is left for it,
     * and it would learn last of all that its answer has no end.
     */
    @Override
    public void close() throws IOException {
        if (pace.blockedNanos(System.nanoTime()) > 0) {
            getIOChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        super.close();
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        int read = super.read(to);
        if (read > 0 && !request.ever()) {
            request = Since.now();
        }
        if (read != 0) {
            listening = Since.NEVER;
        } else if (!listening.ever()) {
            listening = Since.now();
        }
        return read;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int written = super.write(from);
        long now = System.nanoTime();
        if (written > 0) {
            lastAnswered = now;
            request = Since.NEVER;
            listening = Since.NEVER;
        }
        pace.wrote(written, !from.hasRemaining(), now);
        return written;
    }
}
