package marquee.users.start;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Leaves OpenTelemetry out where no variable says whom to tell: Spring Boot would make all of it.
 * Where one does, Spring Boot reads the variables of OpenTelemetry itself.
 */
final class Telemetry implements EnvironmentPostProcessor {

    /** Any of these says whom to tell. */
    static final List<String> COLLECTORS =
            List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");

    private static final String[] AUTO_CONFIGURATIONS = {
        "opentelemetry.autoconfigure.OpenTelemetrySdk",
        "opentelemetry.autoconfigure.logging.OpenTelemetryLogging",
        "opentelemetry.autoconfigure.logging.otlp.OtlpLogging",
        "micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracing",
        "micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracing",
        "micrometer.tracing.autoconfigure.MicrometerTracing",
        "micrometer.tracing.autoconfigure.NoopTracer"
    };

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        boolean told =
                COLLECTORS.stream().anyMatch(name -> !environment.getProperty(name, "").isBlank());
        if (told) {
            return;
        }
        Map<String, Object> left = new HashMap<>();
        for (int i = 0; i < AUTO_CONFIGURATIONS.length; i++) {
            left.put(
                    "spring.autoconfigure.exclude[%d]".formatted(i),
                    "org.springframework.boot.%sAutoConfiguration"
                            .formatted(AUTO_CONFIGURATIONS[i]));
        }
        environment.getPropertySources().addLast(new MapPropertySource("no telemetry", left));
    }
}
