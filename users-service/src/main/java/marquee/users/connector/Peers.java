package marquee.users.connector;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketProcessorBase;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Keeps room for a newcomer among Tomcat's connections. A request that does not arrive and an
 * answer that is not taken have time limits. When most connections are taken, those without a
 * request are closed, and then those that have made the service wait longest. Tomcat alone would
 * make the newcomer wait until one of them times out.
 */
final class Peers extends NioEndpoint {

    /** The time that a new connection has to send a request before it may be closed for others. */
    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(100);

    /** The time without a byte taken after which a peer does not read, and is not merely slow. */
    private static final long STALLED = TimeUnit.MILLISECONDS.toNanos(500);

    private final HalfRequests halves = new HalfRequests();

    /** Requests wait here for their turn, without buffers. */
    private Semaphore turns = new Semaphore(Integer.MAX_VALUE);

    private int maxRequests = Integer.MAX_VALUE;
    private long leastRate;

    /**
     * @param maxRequests how many connections may have a request, or a part of one, at the same
     *     time
     */
    void setMaxRequests(int maxRequests) {
        this.maxRequests = maxRequests;
        halves.setMost(maxRequests / 8 * 3);
        turns = new Semaphore(maxRequests / 8 * 5, true);
    }

    /**
     * @param bytesASecond what a peer must take while the service waits for it
     */
    void setLeastRate(long bytesASecond) {
        leastRate = bytesASecond;
    }

    void bindTo(MeterRegistry registry) {
        String name = "marquee.connections";
        String description = "Connections that wait for a request, or are sent an answer";
        Gauge.builder(name, this, peers -> peers.getConnectionCount() - peers.served())
                .tag("state", "waiting")
                .description(description)
                .register(registry);
        Gauge.builder(name, this, Peers::served)
                .tag("state", "answering")
                .description(description)
                .register(registry);
        Gauge.builder("marquee.connections.max", this, Peers::getMaxConnections)
                .description("How many connections there may be")
                .register(registry);
    }

    private int served() {
        return maxRequests / 8 * 5 - turns.availablePermits();
    }

    /** Whether connections or turns are scarce, so that no time is left for a silent peer. */
    boolean isCrowded() {
        return getConnectionCount() > getMaxConnections() / 2
                || turns.availablePermits() < maxRequests / 4;
    }

    /**
     * Closes connections whose time is over and, in a crowd, those that are in the way of others.
     */
    void makeRoom() {
        long now = System.nanoTime();
        long patience = TimeUnit.MILLISECONDS.toNanos(getConnectionTimeout());
        List<Peer> silent = new ArrayList<>();
        List<Peer> asking = new ArrayList<>();
        List<Peer> stalled = new ArrayList<>();
        int all = 0;
        int requests = 0;
        for (SocketWrapperBase<NioChannel> connection : connections.values()) {
            if (!(connection.getSocket() instanceof PeerChannel channel)) {
                continue; // closed just now
            }
            Peer peer = channel.peer();
            boolean asks = connection.getCurrentProcessor() != null;
            all++;
            if (!peer.isWaitedFor()) {
                requests++;
                if (peer.pace().isTooSlow(now, patience, leastRate)
                        || peer.passedOverNanos(now) > (isCrowded() ? GRACE : patience)) {
                    peer.cut();
                } else if (peer.stalledNanos(now) > STALLED) {
                    stalled.add(peer);
                }
            } else if (asks) {
                requests++;
                if (peer.arrivingNanos(now) > patience) {
                    peer.cut();
                } else {
                    asking.add(peer);
                }
            } else if (peer.silentNanos(now) > GRACE) {
                silent.add(peer);
            }
        }
        int tooManyRequests = requests - threeQuarters(maxRequests);
        int tooMany = all - threeQuarters(getMaxConnections());
        tooMany -= letGo(silent, tooMany, peer -> peer.silentNanos(now));
        int most = Math.max(tooMany, tooManyRequests);
        most -= letGo(asking, most, peer -> peer.arrivingNanos(now));
        letGo(stalled, most, peer -> peer.stalledNanos(now));
    }

    /** Closes those that have taken longest, up to the given number; returns how many it closed. */
    private static int letGo(List<Peer> peers, int most, ToLongFunction<Peer> nanos) {
        if (most <= 0) {
            return 0;
        }
        List<Peer> longest =
                peers.stream()
                        .sorted(Comparator.comparingLong(nanos).reversed())
                        .limit(most)
                        .toList();
        longest.forEach(Peer::cut);
        return longest.size();
    }

    private static int threeQuarters(int of) {
        return of / 4 * 3;
    }

    @Override
    protected NioChannel createChannel(SocketBufferHandler buffers) {
        return isSSLEnabled() ? new TlsChannel(buffers, this) : new PlainChannel(buffers);
    }

    @Override
    public boolean processSocket(
            SocketWrapperBase<NioChannel> connection, SocketEvent event, boolean dispatch) {
        if (connection.getSocket() instanceof PeerChannel channel) {
            channel.peer().take();
        }
        return super.processSocket(connection, event, dispatch);
    }

    @Override
    protected SocketProcessorBase<NioChannel> createSocketProcessor(
            SocketWrapperBase<NioChannel> connection, SocketEvent event) {
        return new Turn(connection, event);
    }

    /** The turn of a peer to be served. */
    private final class Turn extends SocketProcessor {

        Turn(SocketWrapperBase<NioChannel> connection, SocketEvent event) {
            super(connection, event);
        }

        @Override
        protected void doRun() {
            SocketWrapperBase<NioChannel> connection = socketWrapper;
            if (!(connection.getSocket() instanceof PeerChannel channel)) {
                super.doRun();
                return;
            }
            Peer peer = channel.peer();
            turns.acquireUninterruptibly();
            try {
                peer.serve(super::doRun);
            } finally {
                turns.release();
                if (connection.getCurrentProcessor() == null) {
                    halves.remove(peer);
                } else {
                    halves.add(peer);
                }
            }
        }
    }
}
