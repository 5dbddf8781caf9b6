package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Clients who send or read a little now and then, and what everybody else sees of it. */
@WholeService
@TestPropertySource(properties = "REQUEST_TIMEOUT=2s")
class SlowClientsIT {

    private static final String EXPORT =
            "GET /users HTTP/1.1\r\nHost: x\r\nAccept: application/x-ndjson\r\n\r\n";

    @Autowired JdbcClient database;
    @Autowired DataSource pool;

    private final List<Socket> clients = new ArrayList<>();
    private Http http;
    private int port;

    @BeforeEach
    void sampleUsers(@LocalServerPort int port) {
        this.port = port;
        http = new Http(port);
        Rows.theSimpsons(database);
    }

    @AfterEach
    void leave() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    @Test
    void exportsThatAreNotReadHinderNobody() throws IOException {
        longRows();
        for (int i = 0; i < 40; i++) {
            send(client(), EXPORT);
        }

        await().until(() -> export().statusCode() == 200);
        assertThat(export().body().lines()).hasSize(505);
        await().until(() -> connectionsInUse() == 0);
        Callable<HttpResponse<String>> lookUp =
                () -> http.get("/search?email=homer@thesimpsons.com");
        assertThat(Http.statusesOfAtOnce(Collections.nCopies(8, lookUp))).containsOnly(200);
    }

    @Test
    void whoReadsLessThanTheLeastRateIsCutOff() throws IOException {
        longRows();
        Socket client = client();
        send(client, EXPORT);

        await().atMost(Duration.ofSeconds(30)).until(() -> isCut(client));
    }

    /** Reads a little: the eyes of a test are ten times in a second on what it awaits. */
    private static boolean isCut(Socket client) {
        try {
            return client.getInputStream().readNBytes(64).length < 64;
        } catch (IOException e) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /users/import HTTP/1.1\r\nContent-Type: application/x-ndjson",
                "POST /users HTTP/1.1\r\nContent-Type: application/json"
            })
    void bodyThatArrivesBelowTheLeastRateIsRefused(String request) throws IOException {
        Socket client = client();
        send(
                client,
                request
                        + "\r\nHost: x\r\nContent-Length: 60000\r\nAuthorization: "
                        + Tokens.writer()
                        + "\r\n\r\n{");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> {
                    send(client, " ");
                    return client.getInputStream().available() > 0;
                });
        assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("HTTP/1.1 408")
                .contains("application/problem+json")
                .contains("4096 bytes a second");
    }

    @Test
    void importsThatHardlyArriveHinderNobody() throws IOException {
        for (int i = 0; i < 20; i++) {
            send(
                    client(),
                    "POST /users/import HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson"
                            + "\r\nContent-Length: 60000\r\nAuthorization: "
                            + Tokens.writer()
                            + "\r\n\r\n"
                            + Http.body("u%d@example.com".formatted(i), "+1 888 123 1116")
                            + "\n");
        }

        assertThat(connectionsInUse()).isZero();
        HttpResponse<String> imported =
                http.send(
                        "POST",
                        "/users/import",
                        Http.body("ned@thesimpsons.com", "+1 888 123 1116"),
                        "Content-Type",
                        "application/x-ndjson");
        assertThat(imported).hasStatus(200);
    }

    private HttpResponse<String> export() {
        return http.get("/users", "Accept", "application/x-ndjson");
    }

    private int connectionsInUse() {
        return Objects.requireNonNull(DataSourceUnwrapper.unwrap(pool, HikariDataSource.class))
                .getHikariPoolMXBean()
                .getActiveConnections();
    }

    /** More than the buffers on the way can hold, in few rows. */
    private void longRows() {
        database.sql(
                        """
                        insert into directory (email, phone_number)
                        select 'u' || n || '@example.com', repeat('1', 10000)
                        from generate_series(1, 500) as n
                        """)
                .update();
    }

    private Socket client() throws IOException {
        Socket client = new Socket();
        clients.add(client);
        client.setReceiveBufferSize(4096);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return client;
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
