package marquee.users.connector;

import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a connection may cost. */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {

    /** What the service needs without any connection, and what one costs at its worst; measured. */
    private static final long BASE_HEAP = 80L << 20;

    private static final long HEAP_EACH = 128L << 10;

    /** Tomcat keeps buffers of twice this for each connection, whatever it does. */
    private static final String SOCKET_BUFFER = "2048";

    /**
     * @param configured 0 for as many as fit the heap
     */
    @Bean
    WebServerFactoryCustomizer<TomcatWebServerFactory> boundedConnections(
            @Value("${connections.max}") int configured) {
        int max = configured > 0 ? configured : derived(Runtime.getRuntime().maxMemory());
        return factory -> {
            factory.setProtocol(BoundedProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
                    protocol.setMaxConnections(max);
                    protocol.setProcessorCache(100);
                    connector.setProperty("socket.appReadBufSize", SOCKET_BUFFER);
                    connector.setProperty("socket.appWriteBufSize", SOCKET_BUFFER);
                }
            });
        };
    }

    static int derived(long heap) {
        return Math.clamp((heap - BASE_HEAP) / HEAP_EACH, 200, 20_000);
    }
}
