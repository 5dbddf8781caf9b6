package marquee.users.access;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import marquee.users.start.UnusableVariableException;

/** Reads the RSA key of {@code JWT_PUBLIC_KEY}, as {@code openssl rsa -pubout} prints it. */
final class PublicKeyPem {

    /** RFC 7518 §3.3: a key of 2048 bits or larger must be used. */
    private static final int LEAST_BITS = 2048;

    private static final Pattern PEM =
            Pattern.compile(
                    "-----BEGIN ([A-Z0-9 ]+)-----(?<base64>[A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private PublicKeyPem() {}

    static RSAPublicKey read(String text) {
        // Where a variable cannot hold a line break, people write the two characters "\n".
        Matcher pem = PEM.matcher(text.replace("\\r", "").replace("\\n", "\n").strip());
        if (!pem.matches()) {
            throw unusable("other text");
        }
        if (!pem.group(1).equals("PUBLIC KEY")) {
            // The label is a fixed word of the format; the text below it may be a secret.
            throw unusable("-----BEGIN " + pem.group(1) + "-----");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(pem.group("base64"));
        } catch (IllegalArgumentException e) {
            throw unusable("text that is not Base64");
        }
        try {
            if (KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der))
                            instanceof RSAPublicKey key
                    && key.getModulus().bitLength() >= LEAST_BITS) {
                return key;
            }
        } catch (GeneralSecurityException e) {
            throw unusable("a key of another kind, or a damaged one");
        }
        throw unusable("a shorter key");
    }

    private static UnusableVariableException unusable(String found) {
        return new UnusableVariableException(
                "JWT_PUBLIC_KEY",
                "an RSA public key of at least %d bits in PEM (-----BEGIN PUBLIC KEY-----)"
                        .formatted(LEAST_BITS),
                found);
    }
}
