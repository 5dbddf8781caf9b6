package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reads are served by a streaming standby while that is there and near its primary. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StandbyIT {

    private static final String SERVES = "serves reads, behind by";
    private static final String NED = "ned@thesimpsons.com";

    @TempDir static Path servers;

    @SuppressWarnings("NullAway.Init") // before all tests
    private static StreamingPair pair;

    @TempDir Path directory;

    private TestProxy primary;
    private TestProxy standby;
    private int managementPort;

    @SuppressWarnings("NullAway.Init") // each test begins with it
    private ServiceProcess service;

    @BeforeAll
    static void pair() throws Exception {
        pair = new StreamingPair(servers);
    }

    @AfterAll
    static void endOfPair() throws Exception {
        pair.close();
    }

    @BeforeEach
    void proxies() throws Exception {
        primary = new TestProxy(pair.primaryPort());
        standby = new TestProxy(pair.standbyPort());
    }

    @AfterEach
    void end() throws Exception {
        service.close();
        pair.resumeReplay();
        primary.close();
        standby.close();
    }

    /** Starts the service, and waits until the standby serves reads. */
    private Http start(String lag) throws Exception {
        Http http = startAnyway(lag);
        readiness(http, SERVES);
        return http;
    }

    private Http startAnyway(String lag) throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            managementPort = free.getLocalPort();
        }
        Map<String, String> variables = new HashMap<>();
        variables.put("MANAGEMENT_PORT", String.valueOf(managementPort));
        variables.put("DATABASE_HOST", "127.0.0.1:" + primary.port());
        variables.put("DATABASE_READ_HOST", "127.0.0.1:" + standby.port());
        variables.put("DATABASE_READ_LAG", lag);
        variables.put("DATABASE_USER", Postgres.OWNER);
        variables.put("DATABASE_PASSWORD", Postgres.PASSWORD);
        variables.put("JWT_PUBLIC_KEY", Tokens.publicKey());
        service = ServiceProcess.start(directory.resolve("log"), variables);
        return new Http(service.port());
    }

    /** Waits until a service that is ready says so of its standby. */
    private static void readiness(Http http, String of) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(http.get("/readyz").body()).contains(of));
        assertThat(http.get("/readyz")).hasStatus(200);
    }

    private static String add(Http http, String email) {
        HttpResponse<String> added = http.add(email, "+1 888 123 1116");
        assertThat(added).hasStatus(201);
        return Http.header(added, "Location");
    }

    private static List<HttpResponse<String>> reads(Http http, String location, String... headers) {
        String[] lines = List.of(headers).toArray(new String[headers.length + 2]);
        lines[headers.length] = "Accept";
        lines[headers.length + 1] = "application/x-ndjson";
        return List.of(
                http.get(location, headers),
                http.get("/search?email=" + NED, headers),
                http.get("/users", headers),
                http.get("/users?q=ned@", headers),
                http.get("/users", lines));
    }

    @Test
    void whoMayWriteReadsWhatItWroteAndOthersMayReadOlderRows() throws Exception {
        Http http = start("1h");
        pair.pauseReplay();

        String ned = add(http, NED);

        String authorization = "Authorization";
        assertThat(reads(http, ned, authorization, Tokens.writer()))
                .allSatisfy(answer -> assertThat(answer.body()).contains(NED));
        assertThat(reads(http, ned)).noneSatisfy(answer -> assertThat(answer.body()).contains(NED));
        assertThat(reads(http, ned, authorization, Tokens.reader()))
                .noneSatisfy(answer -> assertThat(answer.body()).contains(NED));
        pair.resumeReplay();
        await().untilAsserted(() ->
                assertThat(reads(http, ned))
                        .allSatisfy(answer -> assertThat(answer.body()).contains(NED)));
        assertThat(new Http(managementPort).get("/actuator/prometheus").body())
                .containsPattern("(?m)^database_standby_lag_seconds [0-9]")
                .containsPattern("(?m)^database_reads_total\\{server=\"standby\"} [1-9]")
                .containsPattern("(?m)^database_reads_total\\{server=\"primary\"} 5\\.0")
                .contains("hikaricp_connections_active{pool=\"standby\"}");
    }

    @Test
    void aStandbyThatLagsServesNoReadsUntilItIsNear() throws Exception {
        Http http = start("2s");
        pair.pauseReplay();

        String maude = add(http, "maude@thesimpsons.com");

        readiness(http, ": the primary serves reads");
        assertThat(http.get(maude)).hasStatus(200);
        pair.resumeReplay();
        readiness(http, SERVES);
        assertThat(service.log())
                .contains("WARN")
                .contains("The standby is behind by up to")
                .contains("A standby serves reads");
    }

    @Test
    void aStandbyThatLostItsPrimaryCountsAsOneThatLags() throws Exception {
        Http http = start("2s");

        pair.part();
        try {
            readiness(http, "behind by up to");
        } finally {
            pair.join();
        }
        readiness(http, SERVES);
    }

    @Test
    void aStandbyThatIsGoneFailsNoReadFromTheStartOn() throws Exception {
        standby.shut();
        Http http = startAnyway("10s");
        readiness(http, "gone: the primary serves reads");
        assertThat(http.get("/users")).hasStatus(200);

        standby.reopen();
        readiness(http, SERVES);
        String rod = add(http, "rod@thesimpsons.com");
        await().until(() -> http.get(rod).statusCode() == 200);

        standby.shut();
        assertThat(http.get(rod)).hasStatus(200);
        readiness(http, "gone: the primary serves reads");
        assertThat(http.get(rod)).hasStatus(200);

        standby.reopen();
        readiness(http, SERVES);
    }

    @Test
    void aStandbyThatIsSilentFailsNoRead() throws Exception {
        Http http = start("10s");
        String todd = add(http, "todd@thesimpsons.com");
        await().until(() -> http.get(todd).statusCode() == 200);

        standby.fallSilent();
        assertThat(http.get(todd)).hasStatus(200);
        readiness(http, "gone: the primary serves reads");
        assertThat(http.get(todd)).hasStatus(200);

        standby.speak();
        readiness(http, SERVES);
    }

    @Test
    void readsGoOnWithoutThePrimaryForAsLongAsTheyMayBeOld() throws Exception {
        Http http = start("10s");
        String nelson = add(http, "nelson@thesimpsons.com");
        await().until(() -> http.get(nelson).statusCode() == 200);

        primary.shut();
        await().until(() ->
                http.add("otto@thesimpsons.com", "+1 888 123 1116").statusCode() == 503);
        assertThat(http.get(nelson)).hasStatus(200);
        assertThat(http.get(nelson, "Authorization", Tokens.writer())).isProblem(503);
        await().atMost(Duration.ofSeconds(30)).until(() -> http.get("/readyz").statusCode() == 503);
        assertThat(http.get(nelson)).isProblem(503);

        primary.reopen();
        readiness(http, SERVES);
        assertThat(http.get(nelson)).hasStatus(200);
    }

    @Test
    void findsBothInOneListWhoeverIsFirst() throws Exception {
        String both = "127.0.0.1:%d,127.0.0.1:%d".formatted(standby.port(), primary.port());
        Map<String, String> variables =
                new HashMap<>(
                        Map.of(
                                "DATABASE_HOST",
                                both,
                                "DATABASE_READ_HOST",
                                both,
                                "DATABASE_USER",
                                Postgres.OWNER,
                                "DATABASE_PASSWORD",
                                Postgres.PASSWORD,
                                "JWT_PUBLIC_KEY",
                                Tokens.publicKey()));
        service = ServiceProcess.start(directory.resolve("log"), variables);
        Http http = new Http(service.port());

        readiness(http, SERVES);
        add(http, "lenny@thesimpsons.com");
    }
}
