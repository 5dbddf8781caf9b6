package marquee.video;

import java.util.List;
import java.util.stream.Collectors;
import marquee.video.start.UnusableVariableException;
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
                    Variable.text("ALLOWED_HOSTS", "allowed.hosts"),
                    Variable.time("SHUTDOWN_DELAY", "shutdown.delay", 0),
                    Variable.time(
                            "SHUTDOWN_GRACE", "spring.lifecycle.timeout-per-shutdown-phase", 0),
                    Variable.number("MAX_CONNECTIONS", "connections.max"),
                    Variable.time("REQUEST_TIMEOUT", "connections.request-timeout", 1),
                    Variable.time("KEEP_ALIVE_TIMEOUT", "connections.keep-alive-timeout", 1),
                    Variable.time("IDLE_TIMEOUT", "connections.idle-timeout", 1),
                    Variable.size("SEND_MEMORY", "connections.send-memory"),
                    Variable.text("VIDEO_DIR", "video.dir"),
                    Variable.text("VIDEO_DEFAULT", "video.default"),
                    Variable.field("VIDEO_CACHE_CONTROL", "video.cache-control"),
                    Variable.bucket("VIDEO_STORE", "store.url"),
                    Variable.time("VIDEO_STORE_REFRESH", "store.refresh", 1),
                    Variable.number("VIDEO_STORE_STREAMS", "store.streams"),
                    Variable.choice("VIDEO_DELIVERY", "store.delivery", "service", "redirect"),
                    Variable.time("VIDEO_LINK_LIFE", "store.link-life", 1_000),
                    Variable.uri("AWS_ENDPOINT_URL_S3", "store.endpoint"),
                    Variable.text("AWS_REGION", "store.region"),
                    Variable.secret("AWS_ACCESS_KEY_ID", "store.access-key-id"),
                    Variable.secret("AWS_SECRET_ACCESS_KEY", "store.secret-access-key"),
                    Variable.secret("AWS_SESSION_TOKEN", "store.session-token"));

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        ALL.forEach(variable -> variable.check(environment));
        checkPorts(environment);
        TlsFiles.check(environment);
        checkStore(environment);
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

    /** Refuses a store without what its client needs, and links without a store. */
    private static void checkStore(Environment environment) {
        if (environment.getProperty("store.url", "").isBlank()) {
            require(
                    !environment.getProperty("store.delivery", "").equals("redirect"),
                    "VIDEO_DELIVERY",
                    "service where VIDEO_STORE is not set",
                    "\"redirect\"");
            return;
        }
        require(
                !environment.getProperty("store.region", "").isBlank(),
                "AWS_REGION",
                "the region of the store, such as eu-central-1",
                "\"\"");
        require(
                environment.getProperty("store.access-key-id", "").isEmpty()
                        == environment.getProperty("store.secret-access-key", "").isEmpty(),
                "AWS_SECRET_ACCESS_KEY",
                "the secret of AWS_ACCESS_KEY_ID, or neither",
                "one without the other");
    }

    private static void require(boolean met, String name, String expected, String found) {
        if (!met) {
            throw new UnusableVariableException(name, expected, found);
        }
    }

    static String describe(Environment environment) {
        return ALL.stream()
                .map(variable -> variable.describe(environment))
                .collect(Collectors.joining(", "));
    }
}
