package marquee.video;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Writes the log as {@code LOG_FORMAT} says: as text, or as JSON of one of the kinds that Spring
 * Boot knows; and, where {@code ACCESS_LOG} is true, a line for each answer. What cannot be used,
 * {@link Variables} says, in a log that can be read.
 */
final class LogSettings implements EnvironmentPostProcessor {

    private static final Set<String> JSON = Set.of("ecs", "gelf", "logstash");

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> settings = new HashMap<>();
        String format = environment.getProperty("log.format", "").strip();
        if (JSON.contains(format)) {
            settings.put("logging.structured.format.console", format);
        }
        boolean access = environment.getProperty("log.access", "").strip().equals("true");
        settings.put("logging.level.marquee.access", access ? "info" : "off");
        environment.getPropertySources().addLast(new MapPropertySource("log settings", settings));
    }
}
