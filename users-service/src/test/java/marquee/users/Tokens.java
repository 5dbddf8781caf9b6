package marquee.users;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.function.UnaryOperator;

/** Signs the tokens of the tests, with a key of this JVM. */
public final class Tokens {

    public static final String ISSUER = "https://issuer.test";
    public static final String AUDIENCE = "users-service";

    /** Longer than all tests together take on a machine that is busy. */
    private static final Duration LIFETIME = Duration.ofHours(12);

    public static final RSAKey KEY = newKey();

    private Tokens() {}

    public static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As openssl prints it. */
    public static String publicKey() {
        return pem(KEY);
    }

    public static String pem(RSAKey key) {
        try {
            return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                    .formatted(
                            Base64.getMimeEncoder(64, new byte[] {'\n'})
                                    .encodeToString(key.toRSAPublicKey().getEncoded()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value of an Authorization header that may do everything. */
    public static String writer() {
        return "Bearer " + signed(claims -> claims);
    }

    public static String reader() {
        return "Bearer " + signed(claims -> claims.claim("scope", "users:read"));
    }

    /** A good token but for the changes. */
    public static String signed(UnaryOperator<JWTClaimsSet.Builder> changes) {
        return signed(KEY, JWSAlgorithm.RS256, changes);
    }

    public static String signed(
            RSAKey key, JWSAlgorithm algorithm, UnaryOperator<JWTClaimsSet.Builder> changes) {
        try {
            return sign(new RSASSASigner(key), new JWSHeader.Builder(algorithm), changes);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String sign(
            JWSSigner signer,
            JWSHeader.Builder header,
            UnaryOperator<JWTClaimsSet.Builder> changes) {
        return sign(signer, header, JOSEObjectType.JWT, changes);
    }

    public static String sign(
            JWSSigner signer,
            JWSHeader.Builder header,
            JOSEObjectType type,
            UnaryOperator<JWTClaimsSet.Builder> changes) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .subject("tests")
                        .issuer(ISSUER)
                        .audience(AUDIENCE)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)))
                        .claim("scope", "users:write");
        SignedJWT token = new SignedJWT(header.type(type).build(), changes.apply(claims).build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
