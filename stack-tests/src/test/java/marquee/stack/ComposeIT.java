package marquee.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stack of docker-compose.yml, from nothing, as the README brings it up. */
class ComposeIT {

    @BeforeAll
    static void build() {
        assertThat(Images.ready()).isTrue();
    }

    @Test
    void bringsUpBothServicesAndKeepsTheDataWhenItIsTakenDownAndUp() throws Exception {
        var key = new SigningKey();
        try (var stack = new Compose().with("JWT_PUBLIC_KEY", key.pem())) {
            stack.command("up", "--build", "-d").output();
            stack.awaitReady();

            var part = Http.get(stack.videoPort, "/video", "Range", "bytes=0-99");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).hasSize(100);
            assertThat(search(stack, "HOMER@thesimpsons.com")).contains("+1 888 123 1111");

            HttpResponse<String> refused =
                    Http.post(
                            stack.usersPort,
                            "/users",
                            "{\"email\":\"ned@example.org\",\"phoneNumber\":\"+1 888 123 1116\"}",
                            "Content-Type",
                            "application/json");
            HttpResponse<String> created =
                    Http.post(
                            stack.usersPort,
                            "/users",
                            "{\"email\":\"ned@example.org\",\"phoneNumber\":\"+1 888 123 1116\"}",
                            "Content-Type",
                            "application/json",
                            "Authorization",
                            "Bearer " + key.token("users:write"));
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(created.statusCode()).as(created.body()).isEqualTo(201);

            stack.command("down").output();
            stack.command("up", "-d").output();
            stack.awaitReady();

            assertThat(search(stack, "ned@example.org")).contains("+1 888 123 1116");
        }
    }

    @Test
    void keepsTheDirectoryFromStrangersAndTheSchemaFromTheService() throws Exception {
        var key = new SigningKey();
        try (var stack = new Compose().with("JWT_PUBLIC_KEY", key.pem())) {
            stack.command("up", "-d", "users-service").output();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> Http.answers(stack.usersPort, "/readyz"));

            HttpResponse<String> taken =
                    Http.post(
                            stack.usersPort,
                            "/users",
                            "{\"email\":\"homer@thesimpsons.com\",\"phoneNumber\":\"+1 888 123 1111\"}",
                            "Content-Type",
                            "application/json",
                            "Authorization",
                            "Bearer " + key.token("users:write"));
            HttpResponse<String> imported =
                    Http.post(
                            stack.usersPort,
                            "/users/import",
                            "{\"email\":\"ned@example.org\",\"phoneNumber\":\"+1 888 123 1116\"}",
                            "Content-Type",
                            "application/x-ndjson",
                            "Authorization",
                            "Bearer " + key.token("users:write"));

            assertThat(taken.statusCode()).isEqualTo(409);
            assertThat(imported.statusCode()).as(imported.body()).isEqualTo(200);
            assertThat(asService(stack, "select count(*) from directory").output()).isEqualTo("6");
            for (String statement :
                    List.of("drop table directory", "create table another (id int)")) {
                assertThat(asService(stack, statement).run().output())
                        .containsAnyOf("must be owner", "permission denied");
            }
            assertThat(Http.statusLine(stack.usersPort, "/users", "localhost")).contains(" 200");
            assertThat(Http.statusLine(stack.usersPort, "/users", "evil.example")).contains(" 421");
            assertThat(stack.command("logs", "db").output())
                    .contains("directory_email_key")
                    .doesNotContain("@");
        }
    }

    private static Command asService(Compose stack, String statement) {
        return stack.command(
                "exec",
                "-T",
                "db",
                "psql",
                "-U",
                "users_service",
                "-d",
                "users",
                "-tAc",
                statement);
    }

    @Test
    void refusesADatabasePasswordFileThatIsNotThere() {
        try (var stack = new Compose().with("DATABASE_PASSWORD_FILE", "./no-such-file")) {
            var result = stack.command("up", "-d").run();

            assertThat(result.code()).isNotZero();
            assertThat(result.output()).contains("no-such-file");
        }
    }

    @Test
    void saysThatAPortIsTaken() throws Exception {
        try (var stack = new Compose();
                var taken =
                        new ServerSocket(stack.videoPort, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var result = stack.command("up", "-d", "video-streaming").run();

            assertThat(taken.isBound()).isTrue();
            assertThat(result.code()).isNotZero();
            assertThat(result.output()).contains("address already in use");
        }
    }

    @Test
    void keepsTheDatabaseFromTheHost() {
        try (var stack = new Compose()) {
            stack.command("up", "-d", "db").output();
            String format = "{{range .NetworkSettings.Ports}}{{.}}{{end}}";

            String published =
                    Command.of("docker", "inspect", "-f", format, stack.container("db")).output();

            assertThat(published).doesNotContain("127.0.0.1", "0.0.0.0");
        }
    }

    @Test
    void isHealthyWithTlsToo(@TempDir Path folder) throws Exception {
        Command.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-subj",
                        "/CN=localhost",
                        "-keyout",
                        folder.resolve("tls.key").toString(),
                        "-out",
                        folder.resolve("tls.crt").toString())
                .output();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(
                folder.resolve("tls.key"), PosixFilePermissions.fromString("rw-r--r--"));

        try (var stack =
                new Compose()
                        .with("COMPOSE_FILE", "docker-compose.yml:docker-compose.tls.yml")
                        .with("TLS_FOLDER", folder.toString())) {
            stack.command("up", "-d").output();

            for (String service : List.of("users-service", "video-streaming")) {
                Awaitility.await(service)
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> health(stack.container(service)).equals("healthy"));
            }
            assertThat(Http.answers(stack.videoPort, "/readyz")).as("without TLS").isFalse();
        }
    }

    private static String health(String container) {
        return Command.of("docker", "inspect", "-f", "{{.State.Health.Status}}", container)
                .output();
    }

    private static String search(Compose stack, String email) throws Exception {
        var response = Http.get(stack.usersPort, "/search?email=" + email);
        return new String(response.body(), UTF_8);
    }
}
