package marquee.users.start;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;

/**
 * Lets every variable of the service come from a file: {@code NAME_FILE} gives the path, and {@code
 * /run/secrets/NAME} is read without being asked for. The variable itself, where set, wins.
 */
final class SecretFiles implements EnvironmentPostProcessor {

    private static final List<String> VARIABLES =
            List.of(
                    "DATABASE_HOST",
                    "DATABASE_PORT",
                    "DATABASE_NAME",
                    "DATABASE_USER",
                    "DATABASE_PASSWORD",
                    "DATABASE_OWNER",
                    "DATABASE_OWNER_PASSWORD",
                    "JWT_PUBLIC_KEY",
                    "JWT_JWK_SET_URI",
                    "JWT_ISSUER",
                    "JWT_AUDIENCE");

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
        Map<String, Object> literal = new LinkedHashMap<>();
        for (String name : VARIABLES) {
            String value = raw(environment, name);
            if (value != null && value.contains(PLACEHOLDER)) {
                literal.put(name, escaped(value));
            }
        }
        environment.getPropertySources().addFirst(new MapPropertySource("literal", literal));
        Map<String, Path> files = new LinkedHashMap<>();
        for (String name : VARIABLES) {
            if (!environment.containsProperty(name)) {
                Path secret = secrets.resolve(name);
                String given = environment.getProperty(name + "_FILE");
                if (given != null && !given.isBlank()) {
                    files.put(name, Path.of(given.strip()));
                } else if (Files.isRegularFile(secret)) {
                    files.put(name, secret);
                }
            }
        }
        environment.getPropertySources().addLast(new FileContents(files));
    }

    /** A password may look like a placeholder, which Spring would resolve. */
    private static String escaped(String value) {
        return value.replace(PLACEHOLDER, "\\" + PLACEHOLDER);
    }

    private static @Nullable String raw(ConfigurableEnvironment environment, String name) {
        return environment.getPropertySources().stream()
                .filter(source -> source instanceof EnumerablePropertySource<?>)
                .map(source -> source.getProperty(name))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .findFirst()
                .orElse(null);
    }

    /** Reads a file when its variable is used: a variable nobody uses cannot stop the start. */
    private static final class FileContents extends EnumerablePropertySource<Map<String, Path>> {

        FileContents(Map<String, Path> files) {
            super("variables from files", files);
        }

        @Override
        public String[] getPropertyNames() {
            return source.keySet().toArray(String[]::new);
        }

        @Override
        public @Nullable Object getProperty(String name) {
            Path file = source.get(name);
            if (file == null) {
                return null;
            }
            try {
                // Line breaks at its end are the editor's; a space may be part of a password.
                return escaped(Files.readString(file).replaceFirst("[\\r\\n]+\\z", ""));
            } catch (CharacterCodingException _) {
                throw new UnusableVariableException(
                        name + "_FILE", "the path of a text file", "other bytes");
            } catch (IOException e) {
                throw new UnusableVariableException(
                        name + "_FILE", "the path of a file that can be read", file.toString(), e);
            }
        }
    }
}
