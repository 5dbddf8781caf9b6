package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Which tokens open what. */
@WholeService
class AccessIT {

    private static final String NOBODY = "/users/999999999";

    @Autowired RestTestClient http;

    @ParameterizedTest
    @ValueSource(strings = {"/users", "/search?email=nobody@example.org", "/livez", "/readyz"})
    void readsAreOpen(String path) {
        assertThat(http.get().uri(path).exchange().returnResult().getStatus().value())
                .isIn(200, 404);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,   /users",
        "POST,   /users/",
        "POST,   /users/import",
        "PUT,    /users/1",
        "PATCH,  /users/1",
        "DELETE, /users/1",
        "DELETE, /users",
        "POST,   /search",
        "POST,   /nothing",
        "BREW,   /users",
    })
    void writeWithoutTokenIsChallengedWithoutErrorCode(String method, String path) {
        EntityExchangeResult<byte[]> answer =
                http.method(HttpMethod.valueOf(method))
                        .uri(path)
                        .exchange()
                        .expectStatus()
                        .isUnauthorized()
                        .expectHeader()
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .expectBody()
                        .jsonPath("$.title")
                        .isEqualTo("Unauthorized")
                        .jsonPath("$.status")
                        .isEqualTo(401)
                        .returnResult();

        assertThat(challenge(answer)).isEqualTo("Bearer realm=\"users\"");
        assertThat(answer.getResponseHeaders().getCacheControl()).isEqualTo("no-store");
        assertThat(answer.getResponseHeaders().containsHeader(HttpHeaders.SET_COOKIE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER"})
    void acceptsTokenWhateverTheCaseOfTheScheme(String scheme) {
        assertThat(deleteNobody(scheme + " " + Tokens.signed(claims -> claims))).isEqualTo(404);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void acceptsScope(String description, String token) {
        assertThat(deleteNobody("Bearer " + token)).isEqualTo(404);
    }

    static Stream<Arguments> acceptsScope() {
        return Stream.of(
                arguments(
                        "among others",
                        Tokens.signed(c -> c.claim("scope", "openid users:write users:read"))),
                arguments(
                        "as an array",
                        Tokens.signed(c -> c.claim("scope", List.of("openid", "users:write")))),
                arguments(
                        "named scp",
                        Tokens.signed(
                                c -> c.claim("scope", null).claim("scp", List.of("users:write")))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusesScope(String description, String token) {
        EntityExchangeResult<byte[]> answer =
                http.delete()
                        .uri(NOBODY)
                        .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                        .exchange()
                        .expectStatus()
                        .isForbidden()
                        .expectHeader()
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .expectBody()
                        .jsonPath("$.detail")
                        .isEqualTo("Expected a token with the scope users:write.")
                        .returnResult();

        assertThat(challenge(answer))
                .isEqualTo(
                        "Bearer realm=\"users\", error=\"insufficient_scope\","
                                + " error_description=\"Expected a token with the scope"
                                + " users:write.\", scope=\"users:write\"");
    }

    static Stream<Arguments> refusesScope() {
        return Stream.of(
                arguments("none", Tokens.signed(c -> c.claim("scope", null))),
                arguments("to read", Tokens.signed(c -> c.claim("scope", "users:read"))),
                arguments("longer", Tokens.signed(c -> c.claim("scope", "users:write:own"))),
                arguments("upper case", Tokens.signed(c -> c.claim("scope", "USERS:WRITE"))),
                arguments("comma", Tokens.signed(c -> c.claim("scope", "users:read,users:write"))),
                arguments("a number", Tokens.signed(c -> c.claim("scope", 7))),
                arguments(
                        "an object",
                        Tokens.signed(c -> c.claim("scope", Map.of("users:write", true)))),
                arguments("in roles", Tokens.signed(c -> scopeElsewhere(c))));
    }

    private static JWTClaimsSet.Builder scopeElsewhere(JWTClaimsSet.Builder claims) {
        return claims.claim("scope", null).claim("roles", List.of("SCOPE_users:write"));
    }

    @Test
    void refusesTwoAuthorizationHeaders() {
        EntityExchangeResult<byte[]> answer =
                http.delete()
                        .uri(NOBODY)
                        .header(HttpHeaders.AUTHORIZATION, Tokens.writer(), Tokens.writer())
                        .exchange()
                        .expectStatus()
                        .isBadRequest()
                        .expectBody()
                        .returnResult();

        assertThat(challenge(answer)).contains("error=\"invalid_request\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic dXNlcjpwYXNzd29yZA==",
                "Token abc",
                "DPoP abc",
                "Bearer",
                "Bearerish"
            })
    void takesNoOtherScheme(String authorization) {
        assertThat(deleteNobody(authorization)).isEqualTo(401);
    }

    @Test
    void takesNoTokenFromQueryOrBody() {
        String token = Tokens.signed(claims -> claims);

        http.delete()
                .uri(NOBODY + "?access_token=" + token)
                .exchange()
                .expectStatus()
                .isUnauthorized();
        http.post()
                .uri("/users")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body("access_token=" + token)
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void answersOptionsWithoutToken() {
        EntityExchangeResult<byte[]> answer =
                http.options()
                        .uri("/users")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult();

        assertThat(answer.getResponseHeaders().getAllow())
                .contains(HttpMethod.GET, HttpMethod.HEAD);
    }

    @Test
    void publishesNoMetadataBuiltFromTheHostHeader() {
        http.get()
                .uri("/.well-known/oauth-protected-resource")
                .header(HttpHeaders.HOST, "evil.example")
                .exchange()
                .expectStatus()
                .isNotFound();
        assertThat(
                        challenge(
                                http.delete()
                                        .uri(NOBODY)
                                        .header(HttpHeaders.HOST, "evil.example")
                                        .exchange()
                                        .expectBody()
                                        .returnResult()))
                .doesNotContain("evil");
    }

    private int deleteNobody(String authorization) {
        return http.delete()
                .uri(NOBODY)
                .header(HttpHeaders.AUTHORIZATION, authorization)
                .exchange()
                .returnResult()
                .getStatus()
                .value();
    }

    private static String challenge(EntityExchangeResult<byte[]> answer) {
        return String.join(
                "\n", answer.getResponseHeaders().getOrEmpty(HttpHeaders.WWW_AUTHENTICATE));
    }
}
