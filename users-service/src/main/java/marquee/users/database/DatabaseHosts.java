package marquee.users.database;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import marquee.users.start.UnusableVariableException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * Makes the property {@code database.hosts} for the driver from {@code DATABASE_HOST} and {@code
 * DATABASE_PORT}: one host, or several of which one is the primary, each with its own port or the
 * common one. Likewise {@code database.read-hosts}, of the standbys, from {@code
 * DATABASE_READ_HOST}; it is not there where that is empty.
 */
final class DatabaseHosts implements EnvironmentPostProcessor {

    private static final String NAME = "database.hosts";
    static final String OF_STANDBYS = "database.read-hosts";
    private static final Pattern HOST = Pattern.compile("[^\\s/?#@:,]+|\\[[0-9A-Fa-f:.%]+]");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new Hosts(environment));
    }

    static String hosts(Environment environment) {
        return hosts(
                "DATABASE_HOST",
                environment.getProperty("DATABASE_HOST", "localhost"),
                environment.getProperty("DATABASE_PORT", "5432"));
    }

    static @Nullable String hostsOfStandbys(Environment environment) {
        String hosts = environment.getProperty("DATABASE_READ_HOST", "");
        return hosts.isBlank()
                ? null
                : hosts(
                        "DATABASE_READ_HOST",
                        hosts,
                        environment.getProperty("DATABASE_PORT", "5432"));
    }

    static String hosts(String variable, String hosts, String port) {
        if (!isPort(port.strip())) {
            throw new UnusableVariableException(
                    "DATABASE_PORT", "a number from 1 to 65535", "\"" + port + "\"");
        }
        return Arrays.stream(hosts.split(",", -1))
                .map(host -> withPort(variable, host.strip(), port.strip(), hosts))
                .collect(Collectors.joining(","));
    }

    private static String withPort(String variable, String host, String port, String all) {
        int colon = host.endsWith("]") ? -1 : host.lastIndexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        String own = colon < 0 ? port : host.substring(colon + 1);
        if (!HOST.matcher(name).matches() || !isPort(own)) {
            throw new UnusableVariableException(
                    variable,
                    "a host, or several with commas between, each perhaps with :port",
                    "\"" + all + "\"");
        }
        return name + ":" + own;
    }

    private static boolean isPort(String text) {
        return PORT.matcher(text).matches()
                && Integer.parseInt(text) > 0
                && Integer.parseInt(text) < 65536;
    }

    /** Resolves the variables when the property is read, because they may come from files. */
    private static final class Hosts extends PropertySource<Object> {

        private final ConfigurableEnvironment environment;

        Hosts(ConfigurableEnvironment environment) {
            super(NAME);
            this.environment = environment;
        }

        @Override
        public @Nullable Object getProperty(String name) {
            try {
                return switch (name) {
                    case NAME -> hosts(environment);
                    case OF_STANDBYS -> hostsOfStandbys(environment);
                    default -> null;
                };
            } catch (UnusableVariableException e) {
                return ""; // a failure here would be hidden; requiredVariables reports it
            }
        }
    }
}
