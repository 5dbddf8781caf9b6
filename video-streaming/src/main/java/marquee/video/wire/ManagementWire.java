package marquee.video.wire;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * Bounds the connections of the management port, which has no files. Not annotated, because
 * component scanning would apply it to the main port too; Spring Boot finds it by name.
 */
class ManagementWire {

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> wire(
            ReactorResourceFactory resources, ConnectionLimits limits, DiskThreads disks) {
        Connections connections =
                new Connections(limits, AllowedHosts.any(), disks, Traffic.unseen());
        return factory -> {
            factory.setResourceFactory(resources); // Spring Boot would have threads of its own here
            WireConfiguration.install(factory, connections, new NoFiles());
        };
    }

    private static final class NoFiles implements FileHandler {

        @Override
        public @Nullable Lane lane(Request request) {
            return null;
        }

        @Override
        public boolean isAtHand(Lane lane) {
            return false;
        }

        @Override
        public Answer answer(Request request) {
            throw new IllegalStateException("Expected no file on this port");
        }
    }
}
