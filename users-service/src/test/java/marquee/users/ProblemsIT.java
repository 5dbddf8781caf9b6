package marquee.users;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every layer says its errors in the same shape, and says nothing of what it is made of. */
@WholeService
class ProblemsIT {

    private static final long SEED = 20261121;

    /** Names of classes and packages, versions, SQL, files. */
    private static final Pattern INSIDES =
            Pattern.compile(
                    "(?i)exception|\\bat [a-z]+\\.|\\b(java|javax|jakarta|org|com|marquee|tools)\\.[a-z]|tomcat"
                            + "|spring|hibernate|postgres|jackson|nimbus|\\bsql|\\bselect |\\.java|\\.jar"
                            + "|\\b\\d+\\.\\d+\\.\\d+|/tmp|/home|/root|/usr|/work");

    private static final JsonMapper json = new JsonMapper();

    @LocalServerPort int port;
    @LocalManagementPort int managementPort;

    private record Answer(String head, String body) {

        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        @Nullable String header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(null);
        }

        void isProblem(int status) {
            assertThat(status()).as(head).isEqualTo(status);
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            JsonNode problem = json.readTree(body);
            assertThat(problem.propertyNames()).startsWith("type", "title", "status", "detail");
            assertThat(problem.get("status").intValue()).isEqualTo(status);
            assertThat(problem.get("type").asString()).startsWith("urn:marquee:problem:");
            assertThat(body).doesNotContainPattern(INSIDES);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/[",
                "/]",
                "/users?email=[x]",
                "/\\",
                "/{id}",
                "/%",
                "/%zz",
                "/%00",
                "/\0",
                "/users\u00ff",
                "/users;a=b",
                "/users/;a=%zz",
                "/nothing;a=%f",
                "//users",
                "/users/../users",
                "/users/%2e%2e/users",
                "/users/..%2fusers",
                "/search?email=%zz",
                "/search?email=%ff",
                "/search?e%00mail=a",
                "http://[::1/"
            })
    void unreadableTargetIsBadRequest(String target) throws IOException {
        send("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").isProblem(400);
    }

    @ParameterizedTest
    @CsvSource({
        "/[,                       400",
        "/actuator/health;a=%zz,   400",
        "/users,                   404",
        "/actuator/nothing,        404"
    })
    void managementSaysItsErrorsTheSameWay(String target, int status) throws IOException {
        send(managementPort, "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                .isProblem(status);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,   /,                    404",
        "GET,   /nothing,             404",
        "GET,   /error,               404",
        "GET,   /actuator,            404",
        "GET,   /actuator/prometheus, 404",
        "GET,   /v3/api-docs/nothing, 404",
        "GET,   /swagger-ui/nothing,  404",
        "GET,   /webjars/swagger-ui/index.html, 404",
        "TRACE, /users,               405",
        "BREW,  /users,               401",
        "POST,  /users,               401",
        "CONNECT, x:1,                501",
        "G@T,   /users,               400",
    })
    void unknownPathOrMethodIsRefused(String method, String target, int status) throws IOException {
        send(method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                .isProblem(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE",
                "GET /users HTTP/1.1\r\nConnection: close",
                "GET /users HTTP/1.1\r\nHost: x\r\nHost: y",
                "GET /users HTTP/1.1\r\nHost: a b",
                "GET /users HTTP/1.1\r\nHost: x\r\nA Name: y",
                "GET /users HTTP/1.1\r\nHost: x\r\nAuthorization: \1",
                "GET /users HTTP/1.1\r\nHost: x\r\nAccept: \u0080",
                "POST /users HTTP/1.1\r\nHost: x\r\nContent-Length: -1",
                "POST /users HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2"
            })
    void unreadableHeadIsBadRequest(String head) throws IOException {
        send(head + "\r\nConnection: close\r\n\r\n").isProblem(400);
    }

    @Test
    void overlongHeadIsBadRequest() throws IOException {
        String kibibytes = "a".repeat(100 * 1024);

        send("GET /users HTTP/1.1\r\nHost: x\r\nX: " + kibibytes + "\r\n\r\n").isProblem(400);
        send("GET /users?" + kibibytes + " HTTP/1.1\r\nHost: x\r\n\r\n").isProblem(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*/*", "text/*", "text/plain;charset=none", ";"})
    void unknownAddressIsNotFoundWhateverTypeComesAlong(String type) throws IOException {
        send("GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: "
                        + type
                        + "\r\n\r\n")
                .isProblem(404);
    }

    @Test
    void otherVersionIsNotSupported() throws IOException {
        send("GET /users HTTP/7.0\r\nHost: x\r\n\r\n").isProblem(505);
    }

    @Test
    void methodThatIsNotAllowedNamesThoseThatAre() throws IOException {
        Answer answer =
                send(
                        "DELETE /search HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
                                + Tokens.writer()
                                + "\r\n\r\n");

        answer.isProblem(405);
        assertThat(answer.header("Allow")).contains("GET", "HEAD", "OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "application/yaml", "application/xml", "text/html"})
    void typeThatIsNotServedIsNotAcceptable(String type) throws IOException {
        send("GET /users HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: " + type + "\r\n\r\n")
                .isProblem(406);
    }

    @ParameterizedTest
    @MethodSource("hostileRequests")
    void hostileRequestLearnsNothing(String request) throws IOException {
        Answer answer = send(request);

        assertThat(answer.status()).isNotEqualTo(500);
        if (request.startsWith("HEAD")) {
            assertThat(answer.body()).isEmpty();
        } else if (answer.status() >= 400) {
            answer.isProblem(answer.status());
        }
        assertThat(answer.head()).doesNotContainPattern("(?im)^(server|x-powered-by|set-cookie):");
    }

    static Stream<String> hostileRequests() {
        Random random = new Random(SEED);
        return IntStream.range(0, 400).mapToObj(number -> HostileRequests.next(random));
    }

    private Answer send(String request) throws IOException {
        return send(port, request);
    }

    private static Answer send(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            try {
                socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            } catch (SocketException e) {
                // The answer to a request that is too long comes before its end.
            }
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            int end = answer.indexOf("\r\n\r\n");
            assertThat(end).as(answer).isPositive();
            return new Answer(answer.substring(0, end), answer.substring(end + 4));
        }
    }
}
