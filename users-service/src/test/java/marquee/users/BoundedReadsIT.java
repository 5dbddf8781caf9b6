package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** RATE_LIMIT, behind a trusted proxy, so that each test is a client of its own. */
@WholeService
@TestPropertySource(
        properties = {"RATE_LIMIT=3/h", "TRUSTED_PROXIES=127.0.0.0/8,::1", "DIRECTORY_READ=open"})
@DirtiesContext
class BoundedReadsIT {

    private static final AtomicInteger CLIENTS = new AtomicInteger();

    private final String client = "198.51.100." + CLIENTS.incrementAndGet();

    private Http http;

    @BeforeEach
    void service(@LocalServerPort int port) {
        http = new Http(port);
    }

    @Test
    void refusesOneReadTooMany() {
        assertThat(read("/users").headers().firstValue("RateLimit-Policy"))
                .contains("\"address\";q=3;w=3600");
        assertThat(Http.header(read("/search?email=nobody@example.org"), "RateLimit"))
                .matches("\"address\";r=1;t=\\d+");
        read("/nothing");

        HttpResponse<String> refused = read("/users");

        assertThat(refused).isProblem(429);
        new Description(read("/v3/api-docs", "Authorization", Tokens.reader()).body())
                .covers("GET /users", refused);
        assertThat(refused).hasField("Content-Type", "application/problem+json");
        assertThat(Http.header(refused, "RateLimit")).matches("\"address\";r=0;t=\\d+");
        assertThat(Integer.parseInt(Http.header(refused, "Retry-After"))).isBetween(1, 1200);
        assertThat(Http.json(refused).get("title").asString()).isEqualTo("Too Many Requests");
        assertThat(Http.json(refused).get("detail").asString())
                .isEqualTo(
                        "Expected at most 3 requests in 3600 seconds without a token, found more.");
    }

    @Test
    void countsNoRequestWithGoodToken() {
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> answer = read("/users", "Authorization", Tokens.reader());

            assertThat(answer).hasStatus(200);
            assertThat(Http.header(answer, "RateLimit")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer garbage", "Bearer a.b.c", "Bearer ~~~", "Basic dTpw"})
    void tokenThatIsNotGoodIsNoWayRound(String authorization) {
        for (int i = 0; i < 3; i++) {
            assertThat(read("/users", "Authorization", authorization).statusCode())
                    .isNotEqualTo(429);
        }

        assertThat(read("/users", "Authorization", authorization)).isProblem(429);
        assertThat(read("/users")).isProblem(429);
    }

    @ParameterizedTest
    @CsvSource({"POST, /users", "DELETE, /users/1", "OPTIONS, /users", "HEAD, /users"})
    void countsWhateverTheMethod(String method, String target) {
        for (int i = 0; i < 3; i++) {
            send(method, target);
        }

        assertThat(send(method, target)).isProblem(429);
    }

    private HttpResponse<String> send(String method, String target) {
        return http.send(method, target, "", "X-Forwarded-For", client, "Authorization", "none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz"})
    void countsNoProbe(String path) {
        for (int i = 0; i < 5; i++) {
            assertThat(read(path)).hasStatus(200);
        }
        assertThat(Http.header(read(path), "RateLimit")).isEmpty();
    }

    @Test
    void countsNothingOnTheManagementPort(@LocalManagementPort int managementPort) {
        Http management = new Http(managementPort);
        for (int i = 0; i < 5; i++) {
            assertThat(management.get("/actuator/health", "X-Forwarded-For", client))
                    .hasStatus(200);
        }
    }

    private HttpResponse<String> read(String target, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "X-Forwarded-For";
        all[1] = client;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return http.get(target, all);
    }
}
