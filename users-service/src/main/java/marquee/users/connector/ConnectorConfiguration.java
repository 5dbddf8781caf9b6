package marquee.users.connector;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;

/** Sets how much memory and time a connection may take. */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {

    /**
     * The heap that the service needs without connections, in bytes. The two below share the rest:
     * a third and two thirds.
     */
    private static final long BASE_HEAP = 80L << 20;

    private static final long HEAP_OF_CONNECTION = 48L << 10;

    /** The engine, and twice two buffers as long as a TLS record; estimated. */
    private static final long HEAP_OF_TLS_CONNECTION = 160L << 10;

    private static final long HEAP_OF_REQUEST = 192L << 10;

    /** In bytes; Tomcat keeps buffers of twice this size for each connection. */
    private static final String SOCKET_BUFFER = "2048";

    /** The send buffer of a connection in bytes, which the kernel doubles. */
    private static final String KERNEL_BUFFER = "65536";

    /**
     * @param configured the most connections; 0 for as many as fit the heap
     */
    @Bean
    WebServerFactoryCustomizer<TomcatWebServerFactory> boundedConnections(
            @Value("${connections.max}") int configured,
            @Value("${connections.least-rate}") DataSize leastRate,
            @Value("${connections.tls:false}") boolean tls,
            MeterRegistry registry) {
        long heap = Runtime.getRuntime().maxMemory();
        int max = configured > 0 ? configured : maxConnections(heap, tls);
        return factory -> {
            factory.setProtocol(BoundedProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof BoundedProtocol protocol) {
                    protocol.setMaxConnections(max);
                    protocol.setProcessorCache(100);
                    protocol.peers().setMaxRequests(Math.min(max, maxRequests(heap)));
                    protocol.peers().setLeastRate(leastRate.toBytes());
                    protocol.peers().bindTo(registry);
                    connector.setProperty("socket.appReadBufSize", SOCKET_BUFFER);
                    connector.setProperty("socket.appWriteBufSize", SOCKET_BUFFER);
                    connector.setProperty("socket.txBufSize", KERNEL_BUFFER);
                    connector.setProperty(
                            "socket.bufferPool", "0"); // each Peer object belongs to one connection
                }
            });
        };
    }

    /** Added first, hence outermost: it sees every answer, whoever gave it. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatWebServerFactory> traffic(
            MeterRegistry registry, ObjectProvider<Propagator> propagator) {
        return factory ->
                factory.addContextCustomizers(context ->
                        context.getParent()
                                .getPipeline()
                                .addValve(new Traffic(registry, propagator.getIfAvailable())));
    }

    static int maxConnections(long heap, boolean tls) {
        return within(heap, tls ? HEAP_OF_TLS_CONNECTION : HEAP_OF_CONNECTION);
    }

    /** Returns how many connections may have a request, or a part of one, at a time. */
    static int maxRequests(long heap) {
        return within(heap, HEAP_OF_REQUEST);
    }

    private static int within(long heap, long each) {
        return Math.clamp((heap - BASE_HEAP) / each, 200, 20_000);
    }
}
