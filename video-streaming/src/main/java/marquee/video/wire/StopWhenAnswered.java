package marquee.video.wire;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Lets every answer come to its end when the service stops: Reactor Netty waits for those of Spring
 * only. Spring waits for this no longer than SHUTDOWN_GRACE.
 */
final class StopWhenAnswered implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StopWhenAnswered.class);

    private final Connections connections;
    private volatile boolean running;

    StopWhenAnswered(Connections connections) {
        this.connections = connections;
    }

    /** Stops before Reactor Netty, which closes the connections that Spring does not use. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
    }

    /** It stops the service for good. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void stop(Runnable callback) {
        int answering = connections.answering();
        if (answering > 0) {
            log.info("Waiting for {} answers that are being sent", answering);
        }
        running = false;
        var _ = connections.stop().thenRun(callback);
    }

    @Override
    public void stop() {
        stop(() -> {});
    }
}
