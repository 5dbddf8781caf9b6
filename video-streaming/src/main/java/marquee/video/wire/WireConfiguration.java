package marquee.video.wire;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** Makes Reactor Netty use the connections of this package on the port of the service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ConnectionLimits.class, AllowedHosts.class})
class WireConfiguration {

    @Bean
    DiskThreads diskThreads() {
        return new DiskThreads();
    }

    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setLoopResourcesSupplier(() -> new DiskLoops());
        return resources;
    }

    @Bean
    Connections connections(
            ConnectionLimits limits,
            AllowedHosts hosts,
            DiskThreads disks,
            MeterRegistry registry,
            ObjectProvider<Propagator> propagator) {
        Traffic traffic = new Traffic(registry, propagator.getIfAvailable());
        return new Connections(limits, hosts, disks, traffic);
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> wire(
            Connections connections, FileHandler files) {
        return factory -> install(factory, connections, files);
    }

    @Bean
    StopWhenAnswered stopWhenAnswered(Connections connections) {
        return new StopWhenAnswered(connections);
    }

    @Bean
    MeterBinder connectionMetrics(Connections connections) {
        return registry -> {
            String name = "marquee.connections";
            String description = "Connections that wait for a request, or are sent an answer";
            Gauge.builder(name, connections, all -> all.open() - all.answering())
                    .tag("state", "waiting")
                    .description(description)
                    .register(registry);
            Gauge.builder(name, connections, Connections::answering)
                    .tag("state", "answering")
                    .description(description)
                    .register(registry);
            Gauge.builder("marquee.connections.max", connections, all -> all.limits().max())
                    .description("How many connections there may be")
                    .register(registry);
            Gauge.builder("marquee.streams", connections, Connections::streams)
                    .description("Answers that are being sent, files among them")
                    .register(registry);
            SendMemory memory = connections.sendMemory();
            Gauge.builder("marquee.send.memory", memory, SendMemory::taken)
                    .description("What the kernel may keep of films for peers, in bytes")
                    .baseUnit("bytes")
                    .register(registry);
            Gauge.builder("marquee.send.memory.max", memory, SendMemory::most)
                    .description("How much that may be, in bytes")
                    .baseUnit("bytes")
                    .register(registry);
            Gauge.builder("marquee.send.waiting", memory, SendMemory::waiting)
                    .description("Answers that wait for room in it")
                    .register(registry);
        };
    }

    static void install(
            NettyReactiveWebServerFactory factory, Connections connections, FileHandler files) {
        factory.addServerCustomizers(server ->
                server.attr(Connections.KEY, connections)
                        .doOnChannelInit((observer, channel, remote) -> {
                            if (channel instanceof DiskChannel disk) {
                                Connection.install(connections, files, disk);
                            }
                        }));
    }
}
