package marquee.video.wire;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.AttributeKey;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one port, and their bounds. When there are as many as there may be, those that
 * have waited longest for a request make room; nobody who is being answered does.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's are for those who listen
final class Connections {

    static final AttributeKey<Connections> KEY = AttributeKey.valueOf("marquee.connections");

    /**
     * How many leave at most when one wants to come: to look for them costs more than to close
     * them.
     */
    private static final int MAKE_ROOM = 32;

    /** Whoever has just come is given the time to ask. */
    private static final long GRACE_MILLIS = 100;

    private final ConnectionLimits limits;
    private final DiskThreads disks;
    private final PageCache pageCache = new PageCache();
    private final Map<EventLoop, Set<Connection>> ofLoop = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger answering = new AtomicInteger();
    private final AtomicLong unfinishedBytes = new AtomicLong();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile @Nullable Channel listening;
    private volatile boolean full;
    private volatile boolean stopping;

    Connections(ConnectionLimits limits, DiskThreads disks) {
        this.limits = limits;
        this.disks = disks;
    }

    PageCache pageCache() {
        return pageCache;
    }

    DiskThreads disks() {
        return disks;
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

    boolean stopping() {
        return stopping;
    }

    /**
     * Takes a place for a connection; without one, {@code listener} is not asked again until there
     * is.
     */
    boolean admit(Channel listener) {
        listening = listener;
        if (open.incrementAndGet() <= limits.max()) {
            return true;
        }
        open.decrementAndGet();
        full = true;
        listener.config().setAutoRead(false);
        ofLoop.forEach((loop, connections) -> loop.execute(() -> makeRoom(connections)));
        // To try again, should nobody have left: those who have just come then have had their time.
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

    private static void makeRoom(Set<Connection> connections) {
        long grace = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        List<Connection> waiting =
                connections.stream()
                        .filter(Connection::isWaiting)
                        .filter(connection -> connection.since() - grace < 0)
                        .sorted(Comparator.comparingLong(Connection::since))
                        .limit(MAKE_ROOM)
                        .toList();
        waiting.forEach(Connection::close);
    }

    /** On the event loop of the connection, whose time is kept from now on. */
    void add(Connection connection, EventLoop loop) {
        ofLoop.computeIfAbsent(loop, this::keepTime).add(connection);
    }

    void remove(Connection connection, EventLoop loop) {
        Set<Connection> connections = ofLoop.get(loop);
        if (connections != null) {
            connections.remove(connection);
        }
    }

    private Set<Connection> keepTime(EventLoop loop) {
        Set<Connection> connections = new HashSet<>();
        loop.scheduleAtFixedRate(
                () -> {
                    long now = System.nanoTime();
                    List.copyOf(connections).forEach(connection -> connection.keepTime(now));
                },
                1,
                1,
                TimeUnit.SECONDS);
        return connections;
    }

    /** Whether so many bytes more of unfinished requests can be held. */
    boolean hold(int bytes) {
        return unfinishedBytes.addAndGet(bytes) <= limits.maxUnfinishedBytes();
    }

    void letGo(int bytes) {
        unfinishedBytes.addAndGet(-bytes);
    }

    void answerBegins() {
        answering.incrementAndGet();
    }

    void answerEnds() {
        if (answering.decrementAndGet() == 0 && stopping) {
            drained.complete(null);
        }
    }

    /**
     * Takes no more connections, and no more requests than are being answered; done when they are.
     */
    CompletableFuture<Void> stop() {
        stopping = true;
        Channel listener = listening;
        if (listener != null) {
            listener.close();
        }
        ofLoop.forEach((loop, connections) ->
                loop.execute(() ->
                        connections.stream()
                                .filter(Connection::isWaiting)
                                .toList()
                                .forEach(Connection::close)));
        if (answering.get() == 0) {
            drained.complete(null);
        }
        return drained;
    }
}
