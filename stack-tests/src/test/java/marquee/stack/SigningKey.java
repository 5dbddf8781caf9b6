package marquee.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/** A key pair that signs tokens (RS256, RFC 7519) which users-service is told to trust. */
final class SigningKey {

    private static final Base64.Encoder base64url = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair pair;

    SigningKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
    }

    /** The public key in one line, as an environment variable can hold it. */
    String pem() {
        String body = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\\n" + body + "\\n-----END PUBLIC KEY-----";
    }

    String token(String scope) throws GeneralSecurityException {
        long expiry = Instant.now().plusSeconds(300).getEpochSecond();
        String content =
                encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")
                        + "."
                        + encode("{\"scope\":\"%s\",\"exp\":%d}".formatted(scope, expiry));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(content.getBytes(UTF_8));
        return content + "." + base64url.encodeToString(signature.sign());
    }

    private static String encode(String json) {
        return base64url.encodeToString(json.getBytes(UTF_8));
    }
}
