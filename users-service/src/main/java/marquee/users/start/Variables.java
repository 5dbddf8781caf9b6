package marquee.users.start;

import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Knows the environment variables of the service: logs once what is in force, and ends a start with
 * a value that cannot be used, before anything else reads it.
 */
@Order(Ordered.LOWEST_PRECEDENCE) // behind those that bring values
final class Variables implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger log = LoggerFactory.getLogger(Variables.class);

    static final List<Variable> ALL =
            List.of(
                    Variable.port("PORT", "server.port"),
                    Variable.port("MANAGEMENT_PORT", "management.server.port"),
                    Variable.address("MANAGEMENT_ADDRESS", "management.server.address"),
                    Variable.text("TLS_CERTIFICATE", "TLS_CERTIFICATE"),
                    Variable.text("TLS_KEY", "TLS_KEY"),
                    Variable.choice("LOG_FORMAT", "log.format", "text", "ecs", "gelf", "logstash"),
                    Variable.choice("ACCESS_LOG", "log.access", "true", "false"),
                    Variable.uri("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"),
                    Variable.text("ALLOWED_HOSTS", "access.allowed-hosts"),
                    Variable.time("SHUTDOWN_DELAY", "shutdown.delay", 0),
                    Variable.time(
                            "SHUTDOWN_GRACE", "spring.lifecycle.timeout-per-shutdown-phase", 0),
                    Variable.number("MAX_CONNECTIONS", "connections.max"),
                    Variable.time("REQUEST_TIMEOUT", "server.tomcat.connection-timeout", 1),
                    Variable.time("KEEP_ALIVE_TIMEOUT", "server.tomcat.keep-alive-timeout", 1),
                    Variable.size("LEAST_RATE", "connections.least-rate"),
                    Variable.text("DATABASE_HOST", "database.host"),
                    Variable.text("DATABASE_PORT", "database.port"),
                    Variable.text("DATABASE_NAME", "database.name"),
                    Variable.text("DATABASE_USER", "spring.datasource.username"),
                    Variable.secret("DATABASE_PASSWORD", "DATABASE_PASSWORD"),
                    Variable.text("DATABASE_OWNER", "spring.flyway.user"),
                    Variable.secret("DATABASE_OWNER_PASSWORD", "spring.flyway.password"),
                    Variable.text("DATABASE_TIMEOUT", "database.timeout"),
                    Variable.text("DATABASE_READ_HOST", "database.read-host"),
                    Variable.time("DATABASE_READ_LAG", "database.read-lag", 2_000),
                    Variable.count("REPLICAS", "replicas"),
                    Variable.text("MIGRATION_TIMEOUT", "migrations.timeout"),
                    Variable.secret("JWT_PUBLIC_KEY", "tokens.public-key"),
                    Variable.uri("JWT_JWK_SET_URI", "tokens.jwk-set-uri"),
                    Variable.text("JWT_ISSUER", "tokens.issuer"),
                    Variable.text("JWT_AUDIENCE", "tokens.audience"),
                    Variable.text("DIRECTORY_READ", "tokens.directory-read"),
                    Variable.text("RATE_LIMIT", "access.rate-limit"),
                    Variable.text("TRUSTED_PROXIES", "access.trusted-proxies"));

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        ALL.forEach(variable -> variable.check(environment));
        checkPorts(environment);
        TlsFiles.check(environment);
        log.info("Configuration: {}", describe(environment));
    }

    /** Refuses one port for both: what is for operators would be for everybody. */
    private static void checkPorts(Environment environment) {
        String port = environment.getProperty("server.port", "");
        if (!port.equals("0") && port.equals(environment.getProperty("management.server.port"))) {
            throw new UnusableVariableException(
                    "MANAGEMENT_PORT", "another port than PORT", "\"" + port + "\" for both");
        }
    }

    static String describe(Environment environment) {
        return ALL.stream()
                .map(variable -> variable.describe(environment))
                .collect(Collectors.joining(", "));
    }
}
