package marquee.users.access;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import marquee.users.start.UnusableVariableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Decides which tokens are valid: signed with RS256, with an end, and of the configured issuer and
 * audience.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenProperties.class)
class TokenConfiguration {

    private static final Logger log = LoggerFactory.getLogger(TokenConfiguration.class);

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    @Bean
    JwtDecoder decoder(TokenProperties properties) {
        NimbusJwtDecoder decoder;
        if (!properties.publicKey().isEmpty()) {
            decoder =
                    NimbusJwtDecoder.withPublicKey(PublicKeyPem.read(properties.publicKey()))
                            .signatureAlgorithm(SignatureAlgorithm.RS256)
                            .validateType(false)
                            .build();
        } else if (!properties.jwkSetUri().isEmpty()) {
            decoder =
                    NimbusJwtDecoder.withJwkSource(keys(httpUri(properties.jwkSetUri())))
                            .jwsAlgorithm(SignatureAlgorithm.RS256)
                            // The type is checked with the claims.
                            .jwtProcessorCustomizer(
                                    processor -> processor.setJWSTypeVerifier((_, _) -> {}))
                            .build();
        } else {
            log.warn(
                    "Writes are closed{}: neither JWT_PUBLIC_KEY nor JWT_JWK_SET_URI is set",
                    properties.readsNeedToken() ? ", and reads too" : "");
            return token -> {
                throw new BadJwtException("No key is configured.");
            };
        }
        decoder.setJwtValidator(claims(properties));
        return decoder;
    }

    /**
     * Fetches the keys of the identity provider. Tokens with unknown keys cause two fetches in 30 s
     * at most, however many there are. While the provider is away, the last keys stay valid for 24
     * hours.
     */
    private static JWKSource<SecurityContext> keys(URL address) {
        return JWKSourceBuilder.<SecurityContext>create(
                        address, new DefaultResourceRetriever(2_000, 2_000, 512 * 1024))
                .rateLimited(30_000)
                .outageTolerant(Duration.ofHours(24).toMillis())
                .build();
    }

    private static OAuth2TokenValidator<Jwt> claims(TokenProperties properties) {
        JwtTimestampValidator timestamps = new JwtTimestampValidator(CLOCK_SKEW);
        timestamps.setAllowEmptyExpiryClaim(false);
        // RFC 9068 §2.1 names access tokens at+jwt; most issuers still write JWT, or nothing.
        JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        type.setAllowEmpty(true);
        List<OAuth2TokenValidator<Jwt>> validators = new ArrayList<>(List.of(timestamps, type));
        if (!properties.issuer().isEmpty()) {
            validators.add(new JwtIssuerValidator(properties.issuer()));
        }
        if (!properties.audience().isEmpty()) {
            validators.add(new JwtAudienceValidator(properties.audience()));
        }
        return new DelegatingOAuth2TokenValidator<>(validators);
    }

    private static URL httpUri(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri.toURL();
            }
        } catch (IllegalArgumentException | MalformedURLException e) {
            log.debug("JWT_JWK_SET_URI is no URI", e);
        }
        throw new UnusableVariableException(
                "JWT_JWK_SET_URI", "an https or http address", "\"" + text + "\"");
    }
}
