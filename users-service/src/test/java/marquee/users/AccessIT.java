package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import marquee.users.problem.ProblemType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Which tokens open what. */
@WholeService
class AccessIT {

    private static final String NOBODY = "/users/999999999";

    @LocalServerPort int port;
    private Http http;

    @BeforeEach
    void client() {
        http = Http.withoutToken(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users", "/search?email=nobody@example.org", "/livez", "/readyz"})
    void readsAreOpen(String path) {
        assertThat(http.get(path).statusCode()).isIn(200, 404);
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
        HttpResponse<String> answer = http.send(method, path, "");

        assertThat(answer)
                .isProblem(ProblemType.UNAUTHORIZED)
                .hasField("WWW-Authenticate", "Bearer realm=\"users\"")
                .hasNoField("Set-Cookie");
        assertThat(Http.json(answer).get("title").asString()).isEqualTo("Unauthorized");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /users,                            200",
        "GET,    /search?email=nobody@example.org,  404",
        "GET,    /search,                           400",
        "GET,    /nothing,                          404",
        "GET,    /livez,                            200",
        "PUT,    /users/1,                          401",
    })
    void everyAnswerTellsBrowsersToRunAndTellNothing(String method, String path, int status) {
        HttpResponse<String> answer = http.send(method, path, "");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer)
                .hasField("X-Content-Type-Options", "nosniff")
                .hasField("Referrer-Policy", "no-referrer")
                .hasField("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users", "/search?email=nobody@example.org", "/livez"})
    void answersThatAreWholeSayTheirLength(String path) {
        HttpResponse<String> answer = http.get(path);
        int length = answer.body().getBytes(StandardCharsets.UTF_8).length;

        assertThat(answer)
                .hasNoField("Transfer-Encoding")
                .hasField("Content-Length", String.valueOf(length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER"})
    void acceptsTokenWhateverTheCaseOfTheScheme(String scheme) {
        assertThat(deleteNobody(scheme + " " + Tokens.signed(claims -> claims)))
                .isProblem(ProblemType.USER_NOT_FOUND);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void acceptsScope(String description, String token) {
        assertThat(deleteNobody("Bearer " + token)).isProblem(ProblemType.USER_NOT_FOUND);
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
        assertThat(deleteNobody("Bearer " + token))
                .isProblem(ProblemType.FORBIDDEN, "Expected a token with the scope users:write.")
                .hasField(
                        "WWW-Authenticate",
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
        HttpResponse<String> refused =
                http.send(
                        "DELETE",
                        NOBODY,
                        "",
                        "Authorization",
                        Tokens.writer(),
                        "Authorization",
                        Tokens.writer());

        assertThat(refused).isProblem(400);
        assertThat(Http.header(refused, "WWW-Authenticate")).contains("error=\"invalid_request\"");
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
        assertThat(deleteNobody(authorization)).isProblem(ProblemType.UNAUTHORIZED);
    }

    @Test
    void takesNoTokenFromQueryOrBody() {
        String token = Tokens.signed(claims -> claims);

        assertThat(http.send("DELETE", NOBODY + "?access_token=" + token, ""))
                .isProblem(ProblemType.UNAUTHORIZED);
        assertThat(
                        http.send(
                                "POST",
                                "/users",
                                "access_token=" + token,
                                "Content-Type",
                                "application/x-www-form-urlencoded"))
                .isProblem(ProblemType.UNAUTHORIZED);
    }

    @Test
    void answersOptionsWithoutToken() {
        HttpResponse<String> answer = http.send("OPTIONS", "/users", "");

        assertThat(answer).hasStatus(200);
        assertThat(Http.header(answer, "Allow")).contains("GET", "HEAD");
    }

    @Test
    void publishesNoMetadataBuiltFromTheHostHeader() throws IOException {
        String host = " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";

        assertThat(Http.raw(port, "GET /.well-known/oauth-protected-resource" + host))
                .startsWith("HTTP/1.1 404 ");
        assertThat(Http.raw(port, "DELETE " + NOBODY + host))
                .startsWith("HTTP/1.1 401 ")
                .containsIgnoringCase("WWW-Authenticate: Bearer")
                .doesNotContain("evil");
    }

    private HttpResponse<String> deleteNobody(String authorization) {
        return http.send("DELETE", NOBODY, "", "Authorization", authorization);
    }
}
