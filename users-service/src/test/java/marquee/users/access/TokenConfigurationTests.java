package marquee.users.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import marquee.users.Tokens;
import marquee.users.start.UnusableVariableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

class TokenConfigurationTests {

    @Test
    void withoutIssuerAndAudienceTakesAnyOfThem() {
        JwtDecoder decoder = decoder(Tokens.publicKey(), "");

        assertThat(decoder.decode(Tokens.signed(c -> c.issuer("them").audience("them"))))
                .isNotNull();
    }

    @Test
    void takesNoTokenWithoutKey() {
        JwtDecoder decoder = decoder("", "");

        assertThatThrownBy(() -> decoder.decode(Tokens.signed(c -> c)))
                .isInstanceOf(BadJwtException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "application/at+jwt"})
    void takesTypesOfAccessTokens(String type) throws Exception {
        assertThat(decoder(Tokens.publicKey(), "").decode(typed(type))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "dpop+jwt", "secevent+jwt"})
    void refusesTypesOfOtherTokens(String type) {
        JwtDecoder decoder = decoder(Tokens.publicKey(), "");

        assertThatThrownBy(() -> decoder.decode(typed(type))).isInstanceOf(BadJwtException.class);
    }

    private static String typed(String type) throws Exception {
        return Tokens.sign(
                new RSASSASigner(Tokens.KEY),
                new JWSHeader.Builder(JWSAlgorithm.RS256),
                new JOSEObjectType(type),
                c -> c);
    }

    @Test
    void takesTokensOfPublishedKeysAndOfNoOther() throws IOException {
        RSAKey published = Tokens.newKey();
        HttpServer issuer = serve(new JWKSet(published.toPublicJWK()).toString());
        try {
            JwtDecoder decoder = decoder("", address(issuer));

            assertThat(decoder.decode(Tokens.signed(published, JWSAlgorithm.RS256, c -> c)))
                    .isNotNull();
            assertThatThrownBy(() -> decoder.decode(Tokens.signed(c -> c)))
                    .isInstanceOf(BadJwtException.class);
            assertThatThrownBy(() ->
                            decoder.decode(Tokens.signed(published, JWSAlgorithm.RS512, c -> c)))
                    .isInstanceOf(BadJwtException.class);
        } finally {
            issuer.stop(0);
        }
    }

    @Test
    void doesNotBlameTokenForKeysThatDoNotCome() throws IOException {
        HttpServer issuer = serve("no keys");
        String address = address(issuer);
        issuer.stop(0);

        assertThatThrownBy(() -> decoder("", address).decode(Tokens.signed(c -> c)))
                .isInstanceOf(JwtException.class)
                .isNotInstanceOf(BadJwtException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keys.json", "ftp://issuer.test/keys", "https:///keys", "a b"})
    void refusesAddressThatIsNone(String address) {
        assertThatThrownBy(() -> decoder("", address))
                .isInstanceOf(UnusableVariableException.class)
                .hasMessage(
                        "JWT_JWK_SET_URI: expected an https or http address, found \"%s\".",
                        address);
    }

    @Test
    void refusesTwoSourcesOfKeys() {
        assertThatThrownBy(() -> decoder(Tokens.publicKey(), "https://issuer.test/keys"))
                .isInstanceOf(UnusableVariableException.class)
                .hasMessageStartingWith("JWT_JWK_SET_URI: expected nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "closed", "OPEN", "true"})
    void refusesUnknownDirectoryRead(String value) {
        assertThatThrownBy(() -> new TokenProperties("", "", "", "", value))
                .isInstanceOf(UnusableVariableException.class)
                .hasMessage("DIRECTORY_READ: expected open or token, found \"%s\".", value);
    }

    private static JwtDecoder decoder(String publicKey, String jwkSetUri) {
        return new TokenConfiguration()
                .decoder(new TokenProperties(publicKey, jwkSetUri, "", "", "open"));
    }

    private static HttpServer serve(String keys) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] body = keys.getBytes(StandardCharsets.UTF_8);
        server.createContext(
                "/keys",
                exchange -> {
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "http://127.0.0.1:%d/keys".formatted(server.getAddress().getPort());
    }
}
