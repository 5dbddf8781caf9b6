package marquee.users.connector;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Constants;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's connector, with room for who comes next. When most of the connections that there may be
 * are taken, those that have waited longest for a request, or for the rest of one, are closed;
 * nobody whose request is being answered is. Tomcat alone would let the next one wait until a
 * time-out.
 */
public final class BoundedProtocol extends Http11NioProtocol {

    private static final long LOOK_EVERY_MILLIS = 50;

    /** Whoever has just come is given the time to ask. */
    private static final long GRACE_MILLIS = 100;

    @Override
    public void start() throws Exception {
        super.start();
        var _ =
                getUtilityExecutor()
                        .scheduleWithFixedDelay(
                                this::makeRoom,
                                LOOK_EVERY_MILLIS,
                                LOOK_EVERY_MILLIS,
                                TimeUnit.MILLISECONDS);
    }

    /** Whether so many connections are open that nobody should wait for a peer who is silent. */
    boolean isCrowded() {
        return getEndpoint().getConnectionCount() > getMaxConnections() / 2;
    }

    private void makeRoom() {
        Set<? extends SocketWrapperBase<?>> connections = getEndpoint().getConnections();
        int crowded = getMaxConnections() / 4 * 3;
        int tooMany = connections.size() - crowded;
        if (tooMany > 0) {
            long grace = System.currentTimeMillis() - GRACE_MILLIS;
            connections.stream()
                    .filter(connection -> lastRead(connection) < grace && isWaiting(connection))
                    .sorted(Comparator.comparingLong(BoundedProtocol::lastRead))
                    .limit(tooMany)
                    .forEach(SocketWrapperBase::close);
        }
    }

    /** For a request, or the rest of its head, or of a body that nobody reads. */
    private static boolean isWaiting(SocketWrapperBase<?> connection) {
        Object processor = connection.getCurrentProcessor();
        if (processor == null) {
            return true;
        }
        if (!(processor instanceof Processor http)) {
            return false;
        }
        Request request = http.getRequest();
        return request == null
                || request.getRequestProcessor().getStage() != Constants.STAGE_SERVICE;
    }

    private static long lastRead(SocketWrapperBase<?> connection) {
        return connection instanceof NioSocketWrapper nio ? nio.getLastRead() : 0;
    }
}
