package marquee.users.connector;

import java.util.concurrent.TimeUnit;
import org.apache.coyote.http11.Http11NioProtocol;

/** Makes Tomcat's connector use {@link Peers}, which always keeps room for a newcomer. */
public final class BoundedProtocol extends Http11NioProtocol {

    private static final long LOOK_EVERY_MILLIS = 50;

    private final Peers peers;

    /** Public, because Tomcat makes it by its class name. */
    public BoundedProtocol() {
        this(new Peers());
    }

    private BoundedProtocol(Peers peers) {
        super(peers);
        this.peers = peers;
    }

    Peers peers() {
        return peers;
    }

    @Override
    public void start() throws Exception {
        super.start();
        var _ =
                getUtilityExecutor()
                        .scheduleWithFixedDelay(
                                peers::makeRoom,
                                LOOK_EVERY_MILLIS,
                                LOOK_EVERY_MILLIS,
                                TimeUnit.MILLISECONDS);
    }
}
