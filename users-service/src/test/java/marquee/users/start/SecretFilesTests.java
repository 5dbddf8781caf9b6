package marquee.users.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.mock.env.MockEnvironment;

class SecretFilesTests {

    private static final String NAME = "DATABASE_PASSWORD";

    @TempDir Path secrets;
    @TempDir Path elsewhere;

    @Test
    void takesVariableFromFileThatIsNamed() throws IOException {
        Path file = Files.writeString(elsewhere.resolve("password"), "secret");

        assertThat(environment(Map.of(NAME + "_FILE", file.toString())).getProperty(NAME))
                .isEqualTo("secret");
    }

    @Test
    void takesVariableFromFolderOfSecrets() throws IOException {
        Files.writeString(secrets.resolve(NAME), "secret");

        assertThat(environment(Map.of()).getProperty(NAME)).isEqualTo("secret");
    }

    @Test
    void passwordThatLooksLikeAPlaceholderIsTakenAsItIs() throws IOException {
        ConfigurableEnvironment variable = environment(Map.of(NAME, "pa${ss}wo\\rd"));
        Files.writeString(secrets.resolve(NAME), "pa${ss}word");
        ConfigurableEnvironment file = environment(Map.of());

        assertThat(variable.resolveRequiredPlaceholders("${" + NAME + "}"))
                .isEqualTo("pa${ss}wo\\rd");
        assertThat(file.resolveRequiredPlaceholders("${" + NAME + "}")).isEqualTo("pa${ss}word");
    }

    @Test
    void prefersVariableToFileThatIsNamedAndThatToFolderOfSecrets() throws IOException {
        Files.writeString(secrets.resolve(NAME), "of the folder");
        String file = Files.writeString(elsewhere.resolve("password"), "of the file").toString();

        assertThat(environment(Map.of(NAME + "_FILE", file)).getProperty(NAME))
                .isEqualTo("of the file");
        assertThat(environment(Map.of(NAME + "_FILE", file, NAME, "itself")).getProperty(NAME))
                .isEqualTo("itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void fileNameThatIsBlankIsNone(String file) throws IOException {
        Files.writeString(secrets.resolve(NAME), "of the folder");

        assertThat(environment(Map.of(NAME + "_FILE", file)).getProperty(NAME))
                .isEqualTo("of the folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\n\n"})
    void leavesOutLineBreakAtTheEnd(String end) throws IOException {
        Files.writeString(secrets.resolve(NAME), " two\nlines " + end);

        assertThat(environment(Map.of()).getProperty(NAME)).isEqualTo(" two\nlines ");
    }

    @Test
    void takesNoOtherVariableFromFile() throws IOException {
        Files.writeString(secrets.resolve("PATH_OF_OTHERS"), "secret");

        assertThat(environment(Map.of()).getProperty("PATH_OF_OTHERS")).isNull();
    }

    @Test
    void refusesFileThatIsNotThere() {
        Path missing = elsewhere.resolve("missing");
        ConfigurableEnvironment environment =
                environment(Map.of(NAME + "_FILE", missing.toString()));

        assertThatThrownBy(() -> environment.getProperty(NAME))
                .isInstanceOf(UnusableVariableException.class)
                .hasMessage(
                        "%s_FILE: expected the path of a file that can be read, found \"%s\".",
                        NAME, missing);
    }

    /** A folder: whom permissions keep out differs from user to user, and root reads everything. */
    @Test
    void refusesWhatCannotBeRead() {
        ConfigurableEnvironment environment =
                environment(Map.of(NAME + "_FILE", elsewhere.toString()));

        assertThatThrownBy(() -> environment.getProperty(NAME))
                .isInstanceOf(UnusableVariableException.class)
                .hasMessageStartingWith(NAME + "_FILE: expected the path of a file");
    }

    @Test
    void showsNothingOfFileThatIsNotText() throws IOException {
        Path file = elsewhere.resolve("password");
        Files.write(file, "secret\u00ff".getBytes(StandardCharsets.ISO_8859_1));
        ConfigurableEnvironment environment = environment(Map.of(NAME + "_FILE", file.toString()));

        assertThatThrownBy(() -> environment.getProperty(NAME))
                .isInstanceOf(UnusableVariableException.class)
                .hasMessage("%s_FILE: expected the path of a text file, found other bytes.", NAME);
    }

    private ConfigurableEnvironment environment(Map<String, Object> variables) {
        ConfigurableEnvironment environment = new MockEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("variables", variables));
        new SecretFiles(secrets).postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
