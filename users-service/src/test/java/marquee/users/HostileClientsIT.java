package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What one careless or hostile client costs the others. */
@WholeService
class HostileClientsIT {

    @Autowired JdbcClient database;
    @Autowired DataSource pool;
    private Http http;

    @BeforeEach
    void sampleUsers(@LocalServerPort int port) {
        http = new Http(port);
        Rows.theSimpsons(database);
    }

    @Test
    void rowThatSomebodyElseHoldsIsUnavailableToWritersOnly() throws SQLException {
        try (Connection other = pool.getConnection()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("select * from directory where user_id = 1 for update");
            }
            Set<Integer> written =
                    new HashSet<>(
                            Http.statusesOfAtOnce(
                                    Collections.nCopies(
                                            8,
                                            () ->
                                                    http.send(
                                                            "PATCH",
                                                            "/users/1",
                                                            "{\"phoneNumber\":\"+1 888 123 1119\"}",
                                                            "Content-Type",
                                                            "application/merge-patch+json"))));
            other.rollback();

            assertThat(written).containsExactly(503);
        }
        assertThat(http.get("/users/1")).hasStatus(200);
    }

    @Test
    void changesThatWaitForARowLeaveTheReadsAlone() throws Exception {
        try (Connection other = pool.getConnection();
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("select * from directory where user_id = 1 for update");
            }
            for (int i = 0; i < 40; i++) {
                writers.execute(() -> http.send("DELETE", "/users/1", ""));
            }
            await().until(() -> Rows.waitingForLocks(database) > 2);

            assertThat(Http.statusesOfAtOnce(Collections.nCopies(20, () -> http.get("/users/2"))))
                    .containsOnly(200);
            assertThat(Rows.waitingForLocks(database)).isPositive();
            other.rollback();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "plan_cache_mode, force_custom_plan",
        "statement_timeout, 5s", // DATABASE_TIMEOUT of these tests
        "lock_timeout, 1400ms",
        "idle_in_transaction_session_timeout, 1min"
    })
    void everyConnectionHasItsLimits(String setting, String value) {
        assertThat(database.sql("show " + setting).query(String.class).single()).isEqualTo(value);
    }

    @Test
    void searchesThatFindNothingLeaveRoomForLookUps() {
        database.sql(
                        """
                        insert into directory (email, phone_number)
                        select 'user' || i || '@example.com', '+1 212 555 ' || i
                        from generate_series(1, 20000) as i
                        """)
                .update();
        Set<Integer> found = new HashSet<>();

        found.addAll(Http.statusesOfAtOnce(Collections.nCopies(40, () -> http.get("/users?q=zz"))));
        Set<Integer> lookedUp =
                new HashSet<>(
                        Http.statusesOfAtOnce(Collections.nCopies(40, () -> http.get("/users/5"))));

        assertThat(found).isSubsetOf(200, 503).contains(503);
        assertThat(lookedUp).containsExactly(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/users", "/users/import", "/search", "/users/1"})
    void multipartIsNotTakenApart(String target, @LocalManagementPort int managementPort) {
        String[] multipart = {
            "Content-Type", "multipart/form-data; boundary=x", "Authorization", "-"
        };
        for (Http port : new Http[] {http, new Http(managementPort)}) {
            HttpResponse<String> answer = port.send("POST", target, "--y no multipart", multipart);

            assertThat(answer.statusCode()).isIn(401, 404, 405, 415);
            assertThat(answer).hasField("Content-Type", "application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dryrun=true", "dryRun=true&x=1", "atomic=false&on_conflict=skip"})
    void parameterThatIsMisspeltImportsNothing(String query) {
        HttpResponse<String> answer =
                http.send(
                        "POST",
                        "/users/import?" + query,
                        Http.body("ned@thesimpsons.com", "+1 888 123 1116"),
                        "Content-Type",
                        "application/x-ndjson");

        assertThat(answer).isProblem(400);
        assertThat(Http.json(answer).get("detail").asString())
                .contains("atomic, dryRun, onConflict");
        assertThat(http.get("/search?email=ned@thesimpsons.com")).isProblem(404);
    }

    @Test
    void reportIsSmallWhateverTheLinesHold() {
        String slashes = "{\"" + "/".repeat(50_000) + "\":1}\n";
        String many = "{" + "\"a%d\":1,".repeat(500).formatted(numbers(500)) + "\"b\":1}\n";

        HttpResponse<String> answer =
                http.send(
                        "POST",
                        "/users/import",
                        slashes.repeat(200) + many.repeat(200),
                        "Content-Type",
                        "application/x-ndjson");

        assertThat(answer).isProblem(422);
        assertThat(Http.json(answer).get("failed").asInt()).isEqualTo(400);
        assertThat(answer.body().length()).isLessThan(200_000);
    }

    private static Object[] numbers(int count) {
        return IntStream.range(0, count).boxed().toArray();
    }

    @Test
    void overlongBytesAreNoText() {
        byte[] body =
                Http.body("ned?@thesimpsons.com", "+1 888 123 1116")
                        .getBytes(StandardCharsets.UTF_8);
        byte[] overlong = new byte[body.length + 1];
        int at = new String(body, StandardCharsets.UTF_8).indexOf('?');
        System.arraycopy(body, 0, overlong, 0, at);
        overlong[at] = (byte) 0xC1;
        overlong[at + 1] = (byte) 0xA1;
        System.arraycopy(body, at + 1, overlong, at + 2, body.length - at - 1);

        HttpResponse<String> answer =
                http.send(
                        "POST",
                        "/users",
                        BodyPublishers.ofByteArray(overlong),
                        "Content-Type",
                        "application/json");

        assertThat(answer).isProblem(400);
    }

    @Test
    void anyRepresentationWillDoForWhoSaysSo() {
        assertThat(http.get("/users/1", "If-None-Match", "*")).hasStatus(304);
        assertThat(http.get("/search?email=homer@thesimpsons.com", "If-None-Match", "*"))
                .hasStatus(304);
        assertThat(createOnly("/users/1")).isEqualTo(412);
        assertThat(createOnly("/users/99")).isEqualTo(404);
    }

    private int createOnly(String target) {
        return http.send(
                        "PUT",
                        target,
                        Http.body("homer@thesimpsons.com", "+1 888 123 1119"),
                        "Content-Type",
                        "application/json",
                        "If-None-Match",
                        "*")
                .statusCode();
    }
}
