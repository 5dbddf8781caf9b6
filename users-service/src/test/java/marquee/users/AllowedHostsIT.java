package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** ALLOWED_HOSTS. */
@WholeService
@TestPropertySource(properties = "ALLOWED_HOSTS=localhost, 127.0.0.1, [::1], Users.Example.org")
@DirtiesContext
class AllowedHostsIT {

    @LocalServerPort int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:8123",
                "localhost.",
                "localhost:",
                "127.0.0.1:1",
                "[::1]",
                "[::1]:8123",
                "users.example.ORG"
            })
    void answersByItsNames(String host) throws IOException {
        assertThat(get(port, "/users", host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8123",
                "localhost.evil.example",
                "evil-localhost",
                "127.0.0.1.evil.example",
                "127.0.0.2",
                "[::2]",
                "sub.users.example.org"
            })
    void refusesOtherHosts(String host) throws IOException {
        for (String path : new String[] {"/users", "/search?email=a@b.c", "/nothing", "/livez/"}) {
            assertThat(get(port, path, host))
                    .startsWith("HTTP/1.1 421")
                    .contains("application/problem+json")
                    .contains("\"title\":\"Misdirected Request\"")
                    .doesNotContain(host);
        }
    }

    @Test
    void refusesWriteBeforeItAsksForToken() throws IOException {
        assertThat(
                        Http.raw(
                                port,
                                "POST /users HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
    }

    /** RFC 9112 §3.2.2: the address in the request line is the one that counts. */
    @ParameterizedTest
    @CsvSource({
        "http://evil.example/users,     evil.example,   421",
        "http://evil.example/users,     localhost,      400",
        "http://localhost/users,        evil.example,   400",
        "http://localhost:8123/users,   localhost:8123, 200",
    })
    void looksAtTheAddressInTheRequestLine(String target, String host, int status)
            throws IOException {
        assertThat(get(port, target, host)).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void refusesRequestThatNamesNoHost() throws IOException {
        assertThat(Http.raw(port, "GET /users HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 421");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz"})
    void probesNeedNoName(String path) throws IOException {
        assertThat(get(port, path, "10.0.0.7:8123")).startsWith("HTTP/1.1 200");
    }

    @Test
    void managementPortLooksAtNoName(@LocalManagementPort int managementPort) throws IOException {
        assertThat(get(managementPort, "/actuator/health", "users-service"))
                .startsWith("HTTP/1.1 200");
    }

    private static String get(int port, String target, String host) throws IOException {
        return Http.raw(
                port,
                "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(target, host));
    }
}
