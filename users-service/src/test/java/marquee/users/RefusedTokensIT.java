package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import marquee.users.problem.ProblemType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every token that is not good is refused, and the answer says why and nothing else. */
@WholeService
class RefusedTokensIT {

    private static final String NOBODY = "/users/999999999";

    private Http http;

    @BeforeEach
    void client(@LocalServerPort int port) {
        http = Http.withoutToken(port);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusesToken(String description, String token) {
        HttpResponse<String> answer = deleteNobody("Bearer " + token);

        assertThat(answer).isProblem(ProblemType.UNAUTHORIZED);
        assertThat(Http.header(answer, "WWW-Authenticate"))
                .matches(
                        "Bearer realm=\"users\", error=\"invalid_token\","
                                + " error_description=\"[^\"\\\\]+\"");
        assertThat(answer.body())
                .doesNotContain(token)
                .doesNotContain("nimbus")
                .doesNotContain("gson");
    }

    static Stream<Arguments> refusesToken() throws JOSEException {
        Instant now = Instant.now();
        Date past = Date.from(now.minus(Duration.ofMinutes(2)));
        Date future = Date.from(now.plus(Duration.ofMinutes(2)));
        String good = Tokens.signed(claims -> claims);
        String[] parts = good.split("\\.", -1);
        byte[] pem = Tokens.publicKey().getBytes(StandardCharsets.UTF_8);
        byte[] der = Tokens.KEY.toRSAPublicKey().getEncoded();
        JWSHeader.Builder hs256 = new JWSHeader.Builder(JWSAlgorithm.HS256);
        return Stream.of(
                arguments(
                        "alg none",
                        new PlainJWT(
                                        new JWTClaimsSet.Builder()
                                                .issuer(Tokens.ISSUER)
                                                .audience(Tokens.AUDIENCE)
                                                .expirationTime(future)
                                                .claim("scope", "users:write")
                                                .build())
                                .serialize()),
                arguments(
                        "HS256 with the public key's text as secret",
                        Tokens.sign(new MACSigner(pem), hs256, c -> c)),
                arguments(
                        "HS256 with the public key's bytes as secret",
                        Tokens.sign(new MACSigner(der), hs256, c -> c)),
                arguments("RS384", Tokens.signed(Tokens.KEY, JWSAlgorithm.RS384, c -> c)),
                arguments("RS512", Tokens.signed(Tokens.KEY, JWSAlgorithm.RS512, c -> c)),
                arguments("PS256", Tokens.signed(Tokens.KEY, JWSAlgorithm.PS256, c -> c)),
                arguments(
                        "another key", Tokens.signed(Tokens.newKey(), JWSAlgorithm.RS256, c -> c)),
                arguments("expired", Tokens.signed(c -> c.expirationTime(past))),
                arguments("without end", Tokens.signed(c -> c.expirationTime(null))),
                arguments("not yet valid", Tokens.signed(c -> c.notBeforeTime(future))),
                arguments("another issuer", Tokens.signed(c -> c.issuer("https://issuer.test/"))),
                arguments("no issuer", Tokens.signed(c -> c.issuer(null))),
                arguments("another audience", Tokens.signed(c -> c.audience("users"))),
                arguments("no audience", Tokens.signed(c -> c.audience((String) null))),
                arguments("end that is text", Tokens.signed(c -> c.claim("exp", "tomorrow"))),
                arguments("issuer that is a list", Tokens.signed(c -> c.claim("iss", List.of(1)))),
                arguments("signature cut off", parts[0] + "." + parts[1] + "."),
                arguments("two parts", parts[0] + "." + parts[1]),
                arguments("signature of another token", parts[0] + "." + parts[1] + "." + other()),
                arguments("garbage", "garbage"),
                arguments("garbage in parts", "a.b.c"),
                arguments("dots", "..."),
                arguments("not Base64", parts[0] + ".~~~~." + parts[2]),
                arguments("a word more", good + " more"),
                arguments("quoted", "\"" + good + "\""),
                arguments("nested JSON of 1000 levels", deep(parts)));
    }

    private static String other() {
        return Tokens.signed(claims -> claims.subject("other")).split("\\.", -1)[2];
    }

    private static String deep(String[] parts) {
        String json = "[".repeat(1000) + "]".repeat(1000);
        return java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(json.getBytes(StandardCharsets.UTF_8))
                + "."
                + parts[1]
                + "."
                + parts[2];
    }

    @Test
    void saysWhyTokenIsRefused() {
        String token = Tokens.signed(c -> c.audience("them").issuer("them"));

        assertThat(deleteNobody("Bearer " + token).body())
                .contains("iss claim")
                .contains("aud claim");
    }

    private HttpResponse<String> deleteNobody(String authorization) {
        return http.send("DELETE", NOBODY, "", "Authorization", authorization);
    }
}
