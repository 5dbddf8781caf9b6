package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database is late, falls silent, breaks its connections, and comes back. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DatabaseAwayIT {

    private static final List<String> READS =
            List.of("/users", "/users/1", "/search?email=homer@thesimpsons.com", "/users?q=homer");

    /** The first message of a connection: SSLRequest of PostgreSQL's protocol. */
    private static final byte[] SSL_REQUEST = HexFormat.of().parseHex("0000000804d2162f");

    @TempDir Path directory;

    private final Postgres.Database database = Postgres.newDatabase();
    private TestProxy proxy;

    @SuppressWarnings("NullAway.Init") // each test begins with it
    private ServiceProcess service;

    @BeforeEach
    void proxy() throws IOException {
        proxy = new TestProxy(Integer.parseInt(database.variables().get("DATABASE_PORT")));
    }

    @AfterEach
    void end() throws IOException {
        service.close();
        proxy.close();
    }

    private Http start() throws IOException {
        return start(Postgres.PASSWORD);
    }

    private Http start(String password) throws IOException {
        return start("127.0.0.1:" + proxy.port(), password);
    }

    private Http start(String hosts, String password) throws IOException {
        Map<String, String> variables = new HashMap<>(database.variables());
        variables.put("DATABASE_HOST", hosts);
        variables.put("DATABASE_PASSWORD", password);
        variables.put("JWT_PUBLIC_KEY", Tokens.publicKey());
        service = ServiceProcess.start(directory.resolve("log"), variables);
        return new Http(service.port());
    }

    private static void isReady(Http http) {
        await().atMost(Duration.ofSeconds(30)).until(() -> http.get("/readyz").statusCode() == 200);
    }

    /** Reads and a write are refused, as what they are, and the service lives. */
    private static void refuses(Http http) {
        for (String read : READS) {
            isUnavailable(http.get(read));
        }
        isUnavailable(http.add("ned@thesimpsons.com", "+1 888 123 1116"));
        assertThat(http.get("/livez")).hasStatus(200);
        assertThat(http.get("/v3/api-docs")).hasStatus(200);
    }

    private static void isUnavailable(HttpResponse<String> answer) {
        assertThat(answer).isProblem(503).hasField("Retry-After", "1");
        assertThat(Http.json(answer).at("/type").asString())
                .isEqualTo("urn:marquee:problem:database-unavailable");
    }

    private static void answers(Http http) {
        for (String read : READS) {
            assertThat(http.get(read).statusCode()).as(read).isIn(200, 404);
        }
    }

    @Test
    void startsWithoutItsDatabaseAndIsReadyOnceThatIsThere() throws Exception {
        proxy.shut();
        Http http = start();

        assertThat(http.get("/readyz")).hasStatus(503);
        refuses(http);

        proxy.reopen();
        isReady(http);
        answers(http);
        assertThat(http.add("ned@thesimpsons.com", "+1 888 123 1116")).hasStatus(201);
    }

    @Test
    void startsWithADatabaseThatAcceptsAndNeverAnswers() throws Exception {
        proxy.fallSilent();
        Http http = start();

        assertThat(http.get("/readyz")).hasStatus(503);
        refuses(http);

        proxy.speak();
        isReady(http);
        answers(http);
    }

    @Test
    void refusesWhileTheDatabaseIsSilentAndAnswersWhenItSpeaks() throws Exception {
        Http http = start();
        isReady(http);
        answers(http);

        proxy.fallSilent();
        refuses(http);
        await().atMost(Duration.ofSeconds(20)).until(() -> http.get("/readyz").statusCode() == 503);
        refuses(http);

        proxy.speak();
        isReady(http);
        answers(http);
    }

    @Test
    void takesNewConnectionsWhenAllWereBroken() throws Exception {
        Http http = start();
        isReady(http);
        answers(http);

        proxy.reset();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> http.get("/users/1").statusCode() == 404);
        answers(http);
        assertThat(http.get("/readyz")).hasStatus(200);
        assertThat(service.log()).doesNotContain("\tat ");
    }

    @Test
    void refusesAWriteWhoseConnectionBreaks() throws Exception {
        Http http = start();
        isReady(http);
        assertThat(http.add("ned@thesimpsons.com", "+1 888 123 1116").statusCode()).isEqualTo(201);

        proxy.reset();
        isUnavailable(http.add("maude@thesimpsons.com", "+1 888 123 1117"));
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        http.add("maude@thesimpsons.com", "+1 888 123 1117").statusCode() == 201);
        assertThat(service.log()).doesNotContain("\tat ");
    }

    @Test
    void endsWhenTheDatabaseThatComesLateDoesNotLetItIn() throws Exception {
        proxy.shut();
        Http http = start("not-the-password");
        assertThat(http.get("/readyz")).hasStatus(503);

        proxy.reopen();

        assertThat(service.exit()).isEqualTo(1);
        assertThat(service.log()).doesNotContain("\tat ").doesNotContain("not-the-password");
        assertThat(service.log().lines().filter(line -> line.contains(" ERROR ")))
                .singleElement()
                .asString()
                .contains("Check DATABASE_USER and DATABASE_PASSWORD.");
    }

    @Test
    void findsTheDatabaseWhileAnotherHostNeverAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            String both =
                    "127.0.0.1:%d,127.0.0.1:%d".formatted(silent.getLocalPort(), proxy.port());
            Http http = start(both, Postgres.PASSWORD);
            isReady(http);

            // A look at the silent host may be nearly over when it is seen here: then the next one.
            await().atMost(Duration.ofMinutes(1)).until(() -> isFoundDuringLook(http, silent));
        }
    }

    private boolean isFoundDuringLook(Http http, ServerSocket silent) throws IOException {
        proxy.shut();
        await().until(() -> http.get("/readyz").statusCode() == 503);
        try (Socket look = nextLook(silent)) {
            proxy.reopen();
            await().until(() -> http.get("/users/1").statusCode() == 404 || !isOpen(look));
            return isOpen(look);
        }
    }

    /** Waits for a connection that has just begun, with the driver's question for TLS. */
    private static Socket nextLook(ServerSocket silent) throws IOException {
        while (true) {
            Socket socket = silent.accept();
            socket.setSoTimeout(1000);
            byte[] first = socket.getInputStream().readNBytes(8);
            socket.setSoTimeout(10);
            if (Arrays.equals(first, SSL_REQUEST) && isOpen(socket)) {
                return socket;
            }
            socket.close();
        }
    }

    private static boolean isOpen(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }
}
