package marquee.users;

import static marquee.users.ResponseAssert.assertThat;

import java.util.List;
import marquee.users.problem.ProblemType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** DIRECTORY_READ=token. */
@WholeService
@TestPropertySource(properties = "DIRECTORY_READ=token")
@DirtiesContext
class ClosedDirectoryIT {

    private Http http;

    @BeforeEach
    void client(@LocalServerPort int port) {
        http = Http.withoutToken(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/users", "/users/", "/users/1", "/search?email=a@b.c", "/", "/nothing"})
    void readsNeedToken(String path) {
        for (String method : List.of("GET", "HEAD")) {
            assertThat(http.send(method, path, ""))
                    .isProblem(401)
                    .hasField("WWW-Authenticate", "Bearer realm=\"users\"");
        }
    }

    @Test
    void eitherScopeReads() {
        assertThat(http.get("/users", "Authorization", Tokens.reader())).hasStatus(200);
        assertThat(http.get("/users", "Authorization", Tokens.writer())).hasStatus(200);
        assertThat(
                        http.get(
                                "/users",
                                "Authorization",
                                "Bearer " + Tokens.signed(c -> c.claim("scope", "videos:write"))))
                .isProblem(ProblemType.FORBIDDEN);
    }

    @Test
    void scopeToReadDoesNotWrite() {
        assertThat(http.send("DELETE", "/users/1", "", "Authorization", Tokens.reader()))
                .isProblem(ProblemType.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/livez",
                "/readyz",
                "/v3/api-docs",
                "/v3/api-docs.yaml",
                "/v3/api-docs/swagger-config",
                "/swagger-ui/index.html"
            })
    void probesAndDescriptionStayOpen(String path) {
        assertThat(http.get(path)).hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/info", "/prometheus"})
    void managementPortStaysOpen(String path, @LocalManagementPort int managementPort) {
        assertThat(Http.withoutToken(managementPort).get("/actuator" + path)).hasStatus(200);
    }
}
