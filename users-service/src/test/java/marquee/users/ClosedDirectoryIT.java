package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** DIRECTORY_READ=token. */
@WholeService
@TestPropertySource(properties = "DIRECTORY_READ=token")
@DirtiesContext
class ClosedDirectoryIT {

    @Autowired RestTestClient http;
    @LocalManagementPort int managementPort;

    @ParameterizedTest
    @ValueSource(
            strings = {"/users", "/users/", "/users/1", "/search?email=a@b.c", "/", "/nothing"})
    void readsNeedToken(String path) {
        for (HttpMethod method : new HttpMethod[] {HttpMethod.GET, HttpMethod.HEAD}) {
            http.method(method)
                    .uri(path)
                    .exchange()
                    .expectStatus()
                    .isUnauthorized()
                    .expectHeader()
                    .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"users\"");
        }
    }

    @Test
    void eitherScopeReads() {
        assertThat(get(Tokens.reader())).isEqualTo(200);
        assertThat(get(Tokens.writer())).isEqualTo(200);
        assertThat(get("Bearer " + Tokens.signed(c -> c.claim("scope", "videos:write"))))
                .isEqualTo(403);
    }

    @Test
    void scopeToReadDoesNotWrite() {
        http.delete()
                .uri("/users/1")
                .header(HttpHeaders.AUTHORIZATION, Tokens.reader())
                .exchange()
                .expectStatus()
                .isForbidden();
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
        http.get().uri(path).exchange().expectStatus().isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/health", "/info", "/prometheus"})
    void managementPortStaysOpen(String path) {
        http.get()
                .uri("http://localhost:" + managementPort + "/actuator" + path)
                .exchange()
                .expectStatus()
                .isOk();
    }

    private int get(String authorization) {
        return http.get()
                .uri("/users")
                .header(HttpHeaders.AUTHORIZATION, authorization)
                .exchange()
                .returnResult()
                .getStatus()
                .value();
    }
}
