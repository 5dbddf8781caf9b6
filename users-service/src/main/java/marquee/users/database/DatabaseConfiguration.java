package marquee.users.database;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import marquee.users.start.UnusableVariableException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
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
            DatabaseHosts.hostsOfStandbys(environment);
            environment.resolveRequiredPlaceholders("${DATABASE_PASSWORD}");
            if (environment.containsProperty("DATABASE_OWNER")) {
                environment.resolveRequiredPlaceholders("${DATABASE_OWNER_PASSWORD}");
            }
        };
    }

    /** Bounds the wait for each answer of each connection of the pool. */
    @Bean
    static BeanPostProcessor boundedWaits(Environment environment) {
        int milliseconds = longestAnswer(environment);
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HikariDataSource pool
                        ? new BoundedDataSource(pool, milliseconds)
                        : bean;
            }
        };
    }

    private static int longestAnswer(Environment environment) {
        Duration timeout = timeout(environment.getProperty("database.timeout", "1500ms"));
        return Math.toIntExact(timeout.plus(ON_THE_WAY).toMillis());
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

    /** What reads from standbys, where DATABASE_READ_HOST says that there are some. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(DatabaseHosts.OF_STANDBYS)
    static class OfStandbys {

        private final Environment environment;
        private final Duration mostLag;
        private final String url;

        OfStandbys(
                Environment environment,
                @Value("${database.read-lag}") Duration mostLag,
                @Value("jdbc:postgresql://${database.read-hosts}/${database.name}") String url) {
            this.environment = environment;
            this.mostLag = mostLag;
            this.url = url;
        }

        @Bean
        Positions positions() {
            return new Positions(mostLag);
        }

        @Bean
        StandbyWatch standbyWatch(
                Positions positions,
                MeterRegistry meters,
                @Value("${spring.datasource.username}") String user,
                @Value("${spring.datasource.password}") String password) {
            Standby pool =
                    new Standby(
                            Standby.pool(url, environment, meters),
                            longestAnswer(environment),
                            positions,
                            mostLag);
            OwnConnection own = new OwnConnection(url, user, password, "secondary");
            return new StandbyWatch(pool, own, positions, mostLag, meters);
        }
    }
}
