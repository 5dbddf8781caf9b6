package marquee.users.database;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import marquee.users.start.UnusableVariableException;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Configures the connections to the database, and how long to wait for each answer. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** Time beyond the limit of the server itself, for a server that cannot keep it. */
    private static final Duration ON_THE_WAY = Duration.ofMillis(300);

    /**
     * Ends the start before anything else is made. Left alone, a placeholder in {@code
     * application.yaml} that nothing resolves would be taken literally, for the password.
     */
    @Bean
    static BeanFactoryPostProcessor requiredVariables(Environment environment) {
        return beans -> {
            DatabaseHosts.hosts(environment);
            environment.resolveRequiredPlaceholders("${DATABASE_PASSWORD}");
            if (environment.containsProperty("DATABASE_OWNER")) {
                environment.resolveRequiredPlaceholders("${DATABASE_OWNER_PASSWORD}");
            }
        };
    }

    /** Bounds the wait for each answer of each connection of the pool. */
    @Bean
    static BeanPostProcessor boundedWaits(Environment environment) {
        int milliseconds =
                Math.toIntExact(
                        timeout(environment.getProperty("database.timeout", "1500ms"))
                                .plus(ON_THE_WAY)
                                .toMillis());
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HikariDataSource pool
                        ? new BoundedDataSource(pool, milliseconds)
                        : bean;
            }
        };
    }

    private static Duration timeout(String text) {
        try {
            Duration timeout = DurationStyle.SIMPLE.parse(text.strip());
            if (timeout.isPositive() && timeout.compareTo(Duration.ofMinutes(10)) <= 0) {
                return timeout;
            }
        } catch (IllegalArgumentException | ArithmeticException _) {
            // said below
        }
        throw new UnusableVariableException(
                "DATABASE_TIMEOUT", "a time up to 10m, such as 1500ms or 3s", "\"" + text + "\"");
    }
}
