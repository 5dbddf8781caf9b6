package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Many who take a connection and do not use it, and what everybody else sees of it. */
@WholeService
@TestPropertySource(properties = "MAX_CONNECTIONS=60")
class CrowdIT {

    @LocalServerPort int port;
    @Autowired JdbcClient database;
    @Autowired DataSource pool;

    private final List<Socket> crowd = new ArrayList<>();

    @BeforeEach
    void sampleUsers() {
        Rows.theSimpsons(database);
    }

    @AfterEach
    void disperse() throws IOException {
        for (Socket socket : crowd) {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET",
                "GET /users/1 HTTP/1.1\r\nHost: x\r\nX: y",
                "POST /users HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n{",
                "POST /users HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{",
                "POST /livez HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 60000\r\n\r\n--b"
            })
    void newcomerIsAnsweredHoweverManyWait(String opening) throws IOException {
        for (int i = 0; i < 300; i++) {
            crowd.add(enter(opening));
            if (i % 50 == 49) {
                assertAnswered();
            }
        }
        assertAnswered();
    }

    @Test
    void newcomerIsAnsweredWhileManySendTheirHeadsByteByByte() throws IOException {
        for (int i = 0; i < 300; i++) {
            Socket socket = enter("GET /users/1 HTTP/1.1\r\nHost: x\r\nX: ");
            crowd.add(socket);
            drip();
            if (i % 50 == 49) {
                assertAnswered();
            }
        }
    }

    /** Those that were let go are left out. */
    private void drip() {
        crowd.removeIf(socket -> {
            try {
                socket.getOutputStream().write('x');
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }

    @Test
    void newcomerIsAnsweredWhileManyDoNotRead() throws IOException {
        database.sql(
                        """
                        insert into directory (email, phone_number)
                        select 'u' || n || '@example.com', repeat('1', 10000)
                        from generate_series(1, 100) as n
                        """)
                .update();
        for (int i = 0; i < 120; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            crowd.add(socket);
            socket.getOutputStream().write(head("GET", "/users"));
            if (i % 20 == 19) {
                assertAnswered();
            }
        }
    }

    @Test
    void whoIsServedIsNotLetGoInACrowd() throws Exception {
        try (Connection other = pool.getConnection();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("select * from directory where user_id = 1 for update");
            }
            Http http = new Http(port);
            Future<Integer> waits =
                    clients.submit(() ->
                            http.send(
                                            "PATCH",
                                            "/users/1",
                                            "{\"phoneNumber\":\"+1 888 123 1119\"}",
                                            "Content-Type",
                                            "application/merge-patch+json")
                                    .statusCode());
            await().until(this::somebodyWaitsForARow);

            for (int i = 0; i < 300; i++) {
                crowd.add(enter(""));
            }

            assertThat(waits.get()).isEqualTo(503); // after two seconds, and not cut
            other.rollback();
        }
    }

    private boolean somebodyWaitsForARow() {
        return database.sql(
                                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and"
                                        + " datname = current_database()")
                        .query(Long.class)
                        .single()
                > 0;
    }

    private Socket enter(String opening) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(opening.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static byte[] head(String method, String target) {
        return "%s %s HTTP/1.1\r\nHost: x\r\n\r\n"
                .formatted(method, target)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void assertAnswered() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(
                            "GET /users/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .contains("homer@thesimpsons.com");
        }
    }
}
