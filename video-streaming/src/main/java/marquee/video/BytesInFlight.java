package marquee.video;

import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.net.AbstractEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.util.ReflectionUtils;

/**
 * Lets the videos that are being sent come to their end when the service stops. Tomcat waits for
 * the requests that a handler works on, and the bytes that the kernel sends have left their
 * handler.
 */
@Component
class BytesInFlight implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(BytesInFlight.class);

    private final ServletWebServerApplicationContext context;
    private volatile boolean running;

    BytesInFlight(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    /** After new requests are refused and before connections are closed. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 1;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Spring waits for the callback, and no longer than SHUTDOWN_GRACE. */
    @Override
    public void stop(Runnable callback) {
        Thread.ofVirtual()
                .name("bytes-in-flight")
                .start(() -> {
                    try {
                        long count = count();
                        if (count > 0) {
                            log.info("Waiting for {} videos that are being sent", count);
                        }
                        while (count() > 0) {
                            TimeUnit.MILLISECONDS.sleep(50);
                        }
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    } finally {
                        stop();
                        callback.run();
                    }
                });
    }

    @Override
    public void stop() {
        running = false;
    }

    long count() {
        if (!(context.getWebServer() instanceof TomcatWebServer server)
                || !(server.getTomcat().getConnector().getProtocolHandler()
                        instanceof AbstractProtocol<?> protocol)) {
            return 0;
        }
        return endpoint(protocol).getConnections().stream()
                .filter(connection ->
                        connection instanceof NioSocketWrapper socket
                                && socket.getSendfileData() != null)
                .count();
    }

    /** Tomcat tells of its connections to its own subclasses only. */
    private static AbstractEndpoint<?, ?> endpoint(AbstractProtocol<?> protocol) {
        Method method = ReflectionUtils.findMethod(AbstractProtocol.class, "getEndpoint");
        if (method == null) {
            throw new IllegalStateException("Expected Tomcat's AbstractProtocol.getEndpoint()");
        }
        ReflectionUtils.makeAccessible(method);
        return (AbstractEndpoint<?, ?>)
                Objects.requireNonNull(ReflectionUtils.invokeMethod(method, protocol));
    }
}
