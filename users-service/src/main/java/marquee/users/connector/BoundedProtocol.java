package marquee.users.connector;

import java.util.concurrent.TimeUnit;
import org.apache.coyote.http11.Http11NioProtocol;

/** Tomcat's connector over {@link Peers}, which has room for who comes next. */
public final class BoundedProtocol extends Http11NioProtocol {

    private static final long LOOK_EVERY_MILLIS = 50;

    private final Peers peers;

    /** Made by Tomcat, by name. */
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
