package marquee.video.wire;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Waits for all answers to reach their peers when the service stops; Reactor Netty waits for those
 * of Spring only. SHUTDOWN_GRACE bounds the wait.
 */
final class StopWhenAnswered implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StopWhenAnswered.class);

    /** The kernel tells nobody when its queues have become empty. */
    private static final Executor IN_A_MOMENT =
            CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

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
        int port = connections.port();
        var _ = connections.stop().thenRun(() -> whenReceived(port, callback));
    }

    /** Calls back when peers have what was sent, and not only the kernel. */
    private static void whenReceived(int port, Runnable callback) {
        if (SendQueues.areEmpty(port)) {
            callback.run();
        } else {
            IN_A_MOMENT.execute(() -> whenReceived(port, callback));
        }
    }

    @Override
    public void stop() {
        stop(() -> {});
    }
}
