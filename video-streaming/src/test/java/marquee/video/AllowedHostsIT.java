package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import marquee.video.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

@RunningService
@TestPropertySource(properties = "allowed.hosts=localhost, films.Example.org,[::1]")
class AllowedHostsIT {

    @LocalServerPort int port;
    @LocalManagementPort int managementPort;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:3000",
                "localhost.",
                "films.example.ORG",
                "films.example.org:443",
                "[::1]",
                "[::1]:3000"
            })
    void ownNameIsAnswered(String host) throws IOException {
        for (String target : new String[] {"/video", "/videos", "/", "/livez"}) {
            assertThat(statusOf(port, "GET " + target, host)).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.0.0.1",
                "example.org",
                "evil.films.example.org",
                "films.example.org.evil",
                "[::2]",
                "::1"
            })
    void otherNameIsMisdirected(String host) throws IOException {
        for (String request : new String[] {"GET /video", "GET /", "GET /nothing", "OPTIONS *"}) {
            try (RawHttp http = new RawHttp(port)) {
                http.send(request + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
                RawHttp.Response response = http.receive("GET");

                assertThat(response)
                        .isProblem(
                                host.equals("::1")
                                        ? ProblemType.MALFORMED_REQUEST
                                        : ProblemType.MISDIRECTED_REQUEST);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET http://localhost/video, other, 200",
        "GET http://localhost:80, other, 200",
        "GET HTTP://FILMS.example.org:3000/video, other, 200",
        "GET http://other/video, localhost, 421",
        "GET http://other, localhost, 421",
        "GET http://localhost@other/video, localhost, 421"
    })
    void targetsOwnNameIsTheOneThatCounts(String request, String host, int status)
            throws IOException {
        assertThat(statusOf(port, request, host)).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz"})
    void probesMayComeByAnyName(String target) throws IOException {
        assertThat(statusOf(port, "GET " + target, "10.1.2.3:3000")).isEqualTo(200);
    }

    @Test
    void requestWithoutANameIsMisdirected() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("GET /video HTTP/1.0\r\n\r\n");
            assertThat(http.receive("GET")).isProblem(421);
        }
    }

    @Test
    void managementPortIsNotChecked() throws IOException {
        assertThat(statusOf(managementPort, "GET /actuator/health", "10.1.2.3")).isEqualTo(200);
    }

    private static int statusOf(int port, String request, String host) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send(request + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            return http.receive("GET").status();
        }
    }
}
