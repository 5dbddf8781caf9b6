package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            crowd.add(socket);
            socket.getOutputStream().write(opening.getBytes(StandardCharsets.US_ASCII));
            if (i % 50 == 49) {
                assertAnswered();
            }
        }
        assertAnswered();
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
