package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory for which the heap has no room goes out and in, because users are passed on. */
class HeapIT {

    private static final int USERS = 100_000;
    private static final int ADDRESS_LENGTH = 250;

    /** Some 42 MB of it are the service itself. */
    private static final String HEAP = "-Xmx64m";

    @TempDir Path directory;

    @Test
    void passesUsersOnAsTheyCome() throws Exception {
        Postgres.Database database = Postgres.newDatabase();
        try (ServiceProcess service =
                ServiceProcess.start(
                        directory.resolve("log"),
                        variables(database),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError")) {
            Http http = new Http(service.port());
            fill(database);

            Path users = directory.resolve("users.csv");
            HttpResponse<Path> exported =
                    http.get("/users", BodyHandlers.ofFile(users), "Accept", "text/csv");

            assertThat(exported.statusCode()).isEqualTo(200);
            assertThat(Files.size(users)).isGreaterThan((long) USERS * ADDRESS_LENGTH);
            try (var lines = Files.lines(users)) {
                assertThat(lines).hasSize(1 + USERS);
            }

            HttpResponse<String> imported =
                    http.send(
                            "POST",
                            "/users/import",
                            BodyPublishers.ofFile(users),
                            "Content-Type",
                            "text/csv");

            assertThat(imported).hasStatus(200);
            assertThat(Http.json(imported).get("unchanged").asInt()).isEqualTo(USERS);
        }
    }

    /** Without the index of parts, which takes longest to fill and has no part in this. */
    private static void fill(Postgres.Database database) {
        String domain = "@%s.%s.%1$s.example".formatted("a".repeat(60), "b".repeat(60));
        database.execute("drop index if exists directory_part_idx");
        database.execute(
                """
                insert into directory (email, phone_number)
                select rpad('u' || id, %d, 'u') || '%s', '+1 888 ' || 1000000 + id
                from generate_series(1, %d) id
                """
                        .formatted(ADDRESS_LENGTH - domain.length(), domain, USERS));
    }

    private static Map<String, String> variables(Postgres.Database database) {
        Map<String, String> variables = new HashMap<>(database.variables());
        variables.put("DATABASE_PASSWORD", Postgres.PASSWORD);
        variables.put("JWT_PUBLIC_KEY", Tokens.publicKey());
        variables.put("JWT_ISSUER", Tokens.ISSUER);
        variables.put("JWT_AUDIENCE", Tokens.AUDIENCE);
        return variables;
    }
}
