package marquee.users.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import marquee.users.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** What strangers and their tokens may cost an identity provider, and its outage this service. */
class PublishedKeysTests {

    private static final RSAKey PUBLISHED = named(Tokens.newKey(), "published");

    private final AtomicInteger fetches = new AtomicInteger();
    private HttpServer provider;

    @BeforeEach
    void publish() throws IOException {
        byte[] keys =
                new JWKSet(PUBLISHED.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext(
                "/keys",
                exchange -> {
                    fetches.incrementAndGet();
                    exchange.sendResponseHeaders(200, keys.length);
                    exchange.getResponseBody().write(keys);
                    exchange.close();
                });
        provider.start();
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    @Test
    void tokensOfUnknownKeysCostTwoFetchesHoweverManyThereAre() {
        JwtDecoder decoder = decoder(provider.getAddress().getPort());
        RSAKey unknown = Tokens.newKey();

        for (int i = 0; i < 200; i++) {
            String token = token(named(unknown, "unknown " + i));
            assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(JwtException.class);
        }

        assertThat(fetches).hasValueBetween(1, 2);
        assertAccepted(decoder);
    }

    @Test
    void keysThatWereGoodServeOnWhileTheProviderIsAway() {
        JwtDecoder decoder = decoder(provider.getAddress().getPort());
        assertAccepted(decoder);
        provider.stop(0);

        String unknown = token(named(Tokens.newKey(), "unknown"));
        assertThatThrownBy(() -> decoder.decode(unknown)).isInstanceOf(JwtException.class);

        assertAccepted(decoder);
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void providerThatAcceptsAndNeverAnswersIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            JwtDecoder decoder = decoder(silent.getLocalPort());

            assertThatThrownBy(() -> decoder.decode(Tokens.signed(c -> c)))
                    .hasRootCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    private static void assertAccepted(JwtDecoder decoder) {
        assertThat(decoder.decode(token(PUBLISHED))).isNotNull();
    }

    private static RSAKey named(RSAKey key, String id) {
        return new RSAKey.Builder(key).keyID(id).build();
    }

    private static String token(RSAKey key) {
        try {
            return Tokens.sign(
                    new RSASSASigner(key),
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()),
                    c -> c);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JwtDecoder decoder(int port) {
        return new TokenConfiguration()
                .decoder(
                        new TokenProperties(
                                "", "http://127.0.0.1:%d/keys".formatted(port), "", "", "open"));
    }
}
