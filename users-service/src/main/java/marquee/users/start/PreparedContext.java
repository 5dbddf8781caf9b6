package marquee.users.start;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.aot.AotDetector;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Has a start find out which beans there are, where a variable decides on that. The context that is
 * prepared when the image is built has the beans of a service without these variables.
 */
final class PreparedContext implements EnvironmentPostProcessor {

    static final List<String> DECIDING =
            Stream.concat(Telemetry.COLLECTORS.stream(), Stream.of("DATABASE_READ_HOST")).toList();

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        if (DECIDING.stream().anyMatch(name -> !environment.getProperty(name, "").isBlank())) {
            SpringProperties.setFlag(AotDetector.AOT_ENABLED, false);
        }
    }
}
