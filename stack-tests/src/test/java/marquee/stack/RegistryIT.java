package marquee.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The private registry of profile {@code registry}: push, pull and run, with and without its
 * password.
 */
class RegistryIT {

    /** Where docker keeps the log-ins of these tests, away from the user's own. */
    @TempDir static Path logins;

    private static Compose stack;
    private static String registry;

    @BeforeAll
    static void start() {
        assertThat(Images.ready()).isTrue();
        stack = new Compose();
        stack.command("--profile", "registry", "up", "-d", "registry").output();
        registry = "localhost:" + stack.registryPort;
        Awaitility.await("the registry")
                .ignoreExceptions()
                .until(() -> Http.get(stack.registryPort, "/v2/").statusCode() == 401);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void runsAnImageThatWasPushedAndRemovedHere(@TempDir Path ownLogins) {
        String image = registry + "/video-streaming:walk";
        logIn(ownLogins);
        docker(ownLogins, "tag", "video-streaming", image).output();

        docker(ownLogins, "push", image).output();
        docker(ownLogins, "rmi", image).output();

        try (var unpulled = new Pulled(image, ownLogins);
                var container = Container.start(unpulled.image(), "-p", "127.0.0.1::3000")) {
            container.awaitReady(3000);
        }
    }

    @Test
    void refusesAPushWithoutThePassword(@TempDir Path noLogins) {
        String image = registry + "/video-streaming:refused";
        docker(noLogins, "tag", "video-streaming", image).output();
        try {
            var result = docker(noLogins, "push", image).run();

            assertThat(result.code()).isNotZero();
            assertThat(result.output()).contains("no basic auth credentials");
        } finally {
            docker(noLogins, "rmi", image).output();
        }
    }

    @Test
    void refusesAPullWithoutThePassword(@TempDir Path noLogins) {
        var result = docker(noLogins, "pull", registry + "/video-streaming:latest").run();

        assertThat(result.code()).isNotZero();
        assertThat(result.output()).contains("no basic auth credentials");
    }

    /**
     * Jib pushes by itself, with the password that {@code docker login} left; twice gives one
     * digest.
     */
    @Test
    void jibPushesReproducibly() throws Exception {
        logIn(logins);

        String first = pushByJib();
        String second = pushByJib();

        assertThat(first).startsWith("sha256:").isEqualTo(second);
    }

    private static String pushByJib() throws Exception {
        Command.of(
                        Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                        "-B",
                        "-q",
                        "-pl",
                        "video-streaming",
                        "-Dmaven.test.skip=true",
                        "-Dregistry=" + registry,
                        "-Djib.allowInsecureRegistries=true",
                        "-DsendCredentialsOverHttp=true",
                        "-Djib.from.platforms=linux/amd64",
                        "package",
                        "com.google.cloud.tools:jib-maven-plugin:build")
                .with("DOCKER_CONFIG", logins.toString())
                .within(Duration.ofMinutes(5))
                .output();
        return Files.readString(
                Path.of(
                        System.getProperty("repository"),
                        "video-streaming/target/jib-image.digest"));
    }

    private static void logIn(Path directory) {
        docker(directory, "login", "-u", "marquee", "--password-stdin", registry)
                .input("marquee")
                .output();
    }

    private static Command docker(Path logins, String... arguments) {
        var words = new String[arguments.length + 3];
        words[0] = "docker";
        words[1] = "--config";
        words[2] = logins.toString();
        System.arraycopy(arguments, 0, words, 3, arguments.length);
        return Command.of(words);
    }

    /** An image that docker fetched from the registry and forgets again. */
    private record Pulled(String image, Path logins) implements AutoCloseable {

        Pulled {
            docker(logins, "pull", image).output();
        }

        @Override
        public void close() {
            docker(logins, "rmi", "-f", image).output();
        }
    }
}
