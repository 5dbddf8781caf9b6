package marquee.users;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmCompilationMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Meters of the JVM, all of them read when somebody asks. Spring Boot's have the JVM announce every
 * collection, which on one processor takes as long again as the collection.
 */
@Configuration(proxyBeanMethods = false)
class JvmMetrics {

    @Bean
    MeterBinder jvm() {
        List<MeterBinder> all =
                List.of(
                        new ClassLoaderMetrics(),
                        new JvmCompilationMetrics(),
                        new JvmInfoMetrics(),
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        JvmMetrics::collections);
        return registry -> all.forEach(each -> each.bindTo(registry));
    }

    private static void collections(MeterRegistry registry) {
        for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
            FunctionTimer.builder(
                            "jvm.gc.pause",
                            gc,
                            GarbageCollectorMXBean::getCollectionCount,
                            GarbageCollectorMXBean::getCollectionTime,
                            TimeUnit.MILLISECONDS)
                    .tag("gc", gc.getName())
                    .description("Collections and the time they took")
                    .register(registry);
        }
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            // Of the heap's pools this one alone is not emptied by every collection.
            if (pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported()) {
                Gauge.builder("jvm.gc.live.data.size", pool, p -> p.getCollectionUsage().getUsed())
                        .baseUnit("bytes")
                        .description("What the last collection of the old generation left in it")
                        .register(registry);
                Gauge.builder("jvm.gc.max.data.size", pool, p -> p.getUsage().getMax())
                        .baseUnit("bytes")
                        .description("How much the old generation may hold")
                        .register(registry);
            }
        }
    }
}
