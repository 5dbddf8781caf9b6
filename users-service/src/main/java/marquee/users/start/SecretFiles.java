package marquee.users.start;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * Reads a variable of the database or of tokens from a file: {@code NAME_FILE} gives the path, and
 * {@code /run/secrets/NAME} is read by default. The variable itself, where set, wins. A file is
 * read when its variable is used, so that an unused one cannot stop the start.
 */
final class SecretFiles implements EnvironmentPostProcessor {

    private static final Pattern VARIABLE = Pattern.compile("(DATABASE|JWT)_[A-Z_]+");
    private static final String SUFFIX = "_FILE";
    private static final String PLACEHOLDER = "${";

    private final Path secrets;

    SecretFiles() {
        this(Path.of("/run/secrets"));
    }

    SecretFiles(Path secrets) {
        this.secrets = secrets;
    }

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addFirst(new Literally(environment));
        environment.getPropertySources().addLast(new FromFiles(environment));
    }

    private static boolean isVariable(String name) {
        return VARIABLE.matcher(name).matches() && !name.endsWith(SUFFIX);
    }

    /** Returns values literally: Spring would resolve a password that looks like a placeholder. */
    private static String escaped(String value) {
        return value.replace(PLACEHOLDER, "\\" + PLACEHOLDER);
    }

    /** Looks a variable up in the other sources, and resolves nothing in it. */
    private static final class Literally extends PropertySource<Object> {

        private final ConfigurableEnvironment environment;

        Literally(ConfigurableEnvironment environment) {
            super("variables, literally"); // with the environment as its source, Spring Boot
            // would recurse
            this.environment = environment;
        }

        @Override
        public @Nullable Object getProperty(String name) {
            return isVariable(name)
                    ? environment.getPropertySources().stream()
                            .filter(other -> !other.equals(this) && !isView(other))
                            .map(other -> other.getProperty(name))
                            .filter(Objects::nonNull)
                            .map(Object::toString)
                            .findFirst()
                            .map(SecretFiles::escaped)
                            .orElse(null)
                    : null;
        }

        /** Skips Spring Boot's view of all sources, which includes this one. */
        private static boolean isView(PropertySource<?> other) {
            return other.getName().equals("configurationProperties");
        }
    }

    /** Reads the file that holds the value of a variable. */
    private final class FromFiles extends PropertySource<Object> {

        private final ConfigurableEnvironment environment;

        FromFiles(ConfigurableEnvironment environment) {
            super("variables from files");
            this.environment = environment;
        }

        @Override
        public @Nullable Object getProperty(String name) {
            if (!isVariable(name)) {
                return null;
            }
            String given = environment.getProperty(name + SUFFIX);
            if (given != null && !given.isBlank()) {
                return read(name, Path.of(given.strip()));
            }
            Path secret = secrets.resolve(name);
            return Files.isRegularFile(secret) ? read(name, secret) : null;
        }

        private static String read(String name, Path file) {
            try {
                // Editors add a line break at the end; a space may be part of a password.
                return Files.readString(file).replaceFirst("[\\r\\n]+\\z", "");
            } catch (CharacterCodingException _) {
                throw new UnusableVariableException(
                        name + SUFFIX, "the path of a text file", "other bytes");
            } catch (IOException e) {
                throw new UnusableVariableException(
                        name + SUFFIX, "the path of a file that can be read", file.toString(), e);
            }
        }
    }
}
