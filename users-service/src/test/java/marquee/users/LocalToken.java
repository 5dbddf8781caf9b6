package marquee.users;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.security.converter.RsaKeyConverters;

/**
 * Lets a workplace write: a key pair that is made once and kept, and with every start a token for a
 * day, offered with a request that uses it. A key that is configured otherwise is left alone.
 */
final class LocalToken implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Duration LIFETIME = Duration.ofDays(1);

    private final Path privateKey;
    private final Path publicKey;
    private boolean mayWrite;

    LocalToken(Path directory) {
        privateKey = directory.resolve("jwt-private.pem");
        publicKey = directory.resolve("jwt-public.pem");
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (Stream.of("JWT_PUBLIC_KEY", "JWT_JWK_SET_URI")
                .anyMatch(environment::containsProperty)) {
            return;
        }
        try {
            if (!Files.exists(privateKey) || !Files.exists(publicKey)) {
                makeKeys();
            }
            environment
                    .getPropertySources()
                    .addFirst(
                            new MapPropertySource(
                                    "local key",
                                    Map.of("JWT_PUBLIC_KEY", Files.readString(publicKey))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        mayWrite = true;
    }

    private void makeKeys() throws IOException, GeneralSecurityException {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        KeyPair pair = rsa.generateKeyPair();
        Files.deleteIfExists(privateKey);
        // The rights come with the file: not for a moment can another read it.
        Files.createFile(
                privateKey,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(privateKey, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        Files.writeString(publicKey, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    }

    private static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label);
    }

    private String sign(Environment environment) throws IOException, JOSEException {
        RSAPrivateKey key;
        try (InputStream pem = Files.newInputStream(privateKey)) {
            key = RsaKeyConverters.pkcs8().convert(pem);
        }
        Instant now = Instant.now();
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .subject("local")
                        .issuer(environment.getProperty("JWT_ISSUER"))
                        .audience(environment.getProperty("JWT_AUDIENCE"))
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)))
                        .claim("scope", "users:write")
                        .build();
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).build();
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    /** What to do with a token of this key; nothing where another key is configured. */
    String offer(Environment environment) {
        if (!mayWrite) {
            return "";
        }
        try {
            return """

            A token with the scope users:write, good for a day:

            %1$s

            Add a user with it:

            curl -i http://localhost:%2$s/users \
            -H 'Authorization: Bearer %1$s' \
            -H 'Content-Type: application/json' \
            -d '{"email": "ned@thesimpsons.com", "phoneNumber": "+1 888 123 1116"}'

            """
                    .formatted(sign(environment), environment.getProperty("local.server.port"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
