package marquee.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

    private static String search(Compose stack, String email) throws Exception {
        var response = Http.get(stack.usersPort, "/search?email=" + email);
        return new String(response.body(), UTF_8);
    }
}
