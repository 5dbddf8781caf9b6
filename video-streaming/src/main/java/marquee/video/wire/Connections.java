package marquee.video.wire;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds the connections of one port within their bounds. When there is no room for another, it
 * closes those that have waited longest for a request; where none waits, those whose peers have not
 * read for longest.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's are for those who listen
final class Connections {

    static final AttributeKey<Connections> KEY = AttributeKey.valueOf("marquee.connections");

    /** A peer that reads nothing for longer may be closed to make room; checked once a second. */
    private static final long STALLED_MILLIS = 2_000;

    /** Connections whose send buffers may grow to megabytes; they count as memory of ours. */
    private static final int UNBOUNDED_BUFFERS = 64;

    /** Bytes of send buffers that all further connections share. */
    private static final int BUFFERS = 64 << 20;

    private static final int MIN_BUFFER = 32 << 10;

    /** How often to look for those who take nothing, while others wait for their room. */
    private static final long LOOK_NANOS = 100_000_000;

    /** Time that a new connection has to send its first request. */
    private static final long GRACE_MILLIS = 100;

    private final ConnectionLimits limits;
    private final AllowedHosts hosts;
    private final DiskThreads disks;
    private final Traffic traffic;
    private final SendMemory sendMemory;
    private final PageCache pageCache = new PageCache(new DiskReads()::sinceLastAsked);
    private final Peers peers = new Peers(this::letGoOfWhoTakesNothing);
    private final AtomicLong looked = new AtomicLong(System.nanoTime());
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger answering = new AtomicInteger();
    private final AtomicInteger pages = new AtomicInteger();
    private final RequestMemory arriving;
    private final LaneMemory awaitingDisk;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile @Nullable Channel listening;
    private volatile boolean full;
    private volatile boolean stopping;

    Connections(ConnectionLimits limits, AllowedHosts hosts, DiskThreads disks, Traffic traffic) {
        this.limits = limits;
        this.traffic = traffic;
        this.hosts = hosts;
        this.disks = disks;
        this.arriving = new RequestMemory(limits.maxRequestBytes());
        this.awaitingDisk = new LaneMemory(limits.maxRequestBytes());
        this.sendMemory = new SendMemory(limits.sendMemory().toBytes(), this::somebodyWaits);
    }

    PageCache pageCache() {
        return pageCache;
    }

    SendMemory sendMemory() {
        return sendMemory;
    }

    Peers peers() {
        return peers;
    }

    /** What requests hold that have arrived in part. */
    RequestMemory arriving() {
        return arriving;
    }

    /** What whole requests hold that wait for a disk: they have room whatever arrives in pieces. */
    LaneMemory awaitingDisk() {
        return awaitingDisk;
    }

    AllowedHosts hosts() {
        return hosts;
    }

    DiskThreads disks() {
        return disks;
    }

    Traffic traffic() {
        return traffic;
    }

    ConnectionLimits limits() {
        return limits;
    }

    int open() {
        return open.get();
    }

    int answering() {
        return answering.get();
    }

    /** Counts the answers that are not Spring's. */
    int streams() {
        return Math.max(0, answering.get() - pages.get());
    }

    /** Returns the port, or 0 before the first connection. */
    int port() {
        Channel listener = listening;
        return listener != null && listener.localAddress() instanceof InetSocketAddress address
                ? address.getPort()
                : 0;
    }

    boolean stopping() {
        return stopping;
    }

    /**
     * Takes a place for a connection; when there is none, {@code listener} accepts no more until
     * there is.
     */
    boolean admit(Channel listener) {
        listening = listener;
        if (open.incrementAndGet() <= limits.max()) {
            return true;
        }
        open.decrementAndGet();
        full = true;
        listener.config().setAutoRead(false);
        peers.onEachLoop(this::makeRoom);
        // In case nobody leaves: by then new connections have had their time.
        listener.eventLoop().schedule(this::listenAgain, GRACE_MILLIS, TimeUnit.MILLISECONDS);
        if (open.get() < limits.max()) {
            listenAgain(); // one left meanwhile
        }
        return false;
    }

    void leave() {
        open.decrementAndGet();
        listenAgain();
    }

    private void listenAgain() {
        Channel listener = listening;
        if (full && listener != null) {
            full = false;
            listener.eventLoop().execute(() -> listener.config().setAutoRead(true));
        }
    }

    private void makeRoom(EventLoop loop) {
        if (!closeOldest(loop, connection -> connection.stage().isWaiting(), GRACE_MILLIS)) {
            closeOldest(loop, connection -> !connection.stage().isWaiting(), STALLED_MILLIS);
        }
    }

    private boolean closeOldest(EventLoop loop, Predicate<Connection> which, long millis) {
        return peers.closeOldest(
                loop, which, connection -> connection.stage().since(), millis, limits.leaving());
    }

    private void somebodyWaits() {
        long now = System.nanoTime();
        long last = looked.get();
        if (now - last > LOOK_NANOS && looked.compareAndSet(last, now)) {
            peers.onEachLoop(this::letGoOfWhoTakesNothing);
        }
    }

    private void letGoOfWhoTakesNothing(EventLoop loop) {
        int waiting = sendMemory.waiting();
        if (waiting > 0) {
            peers.closeOldest(
                    loop,
                    connection -> !connection.unread().isNothing(),
                    Connection::untakenSince,
                    STALLED_MILLIS,
                    Math.min(waiting, limits.leaving()));
        }
    }

    /** Whether one more page of Spring's may be sent. */
    boolean pageBegins(EventLoop loop) {
        if (pages.get() < limits.maxPages()
                || closeOldest(loop, Connection::isPaging, STALLED_MILLIS)) {
            pages.incrementAndGet();
            return true;
        }
        return false;
    }

    void pageEnds() {
        pages.decrementAndGet();
    }

    /**
     * Bounds what the kernel keeps for a peer that does not read. A few connections may have as
     * much as the kernel likes; the more there are, the smaller is the share of each.
     *
     * @return in bytes, or 0 for the kernel's choice
     */
    int sendBuffer() {
        int now = open.get();
        return now <= UNBOUNDED_BUFFERS ? 0 : Math.max(MIN_BUFFER, BUFFERS / now);
    }

    void answerBegins() {
        answering.incrementAndGet();
    }

    void answerEnds() {
        if (answering.decrementAndGet() == 0 && stopping) {
            drained.complete(null);
        }
    }

    /** Accepts no more connections and closes those that wait; done when all answers are sent. */
    CompletableFuture<Void> stop() {
        stopping = true;
        Channel listener = listening;
        if (listener != null) {
            listener.close();
        }
        peers.onEachLoop(loop ->
                peers.closeOldest(
                        loop,
                        connection -> connection.stage().isWaiting(),
                        connection -> connection.stage().since(),
                        0,
                        Integer.MAX_VALUE));
        if (answering.get() == 0) {
            drained.complete(null);
        }
        return drained;
    }
}
