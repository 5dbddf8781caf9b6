package marquee.video;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;
import marquee.video.start.UnusableVariableException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.core.env.Environment;

/** Checks {@code TLS_CERTIFICATE} and {@code TLS_KEY} before they are used: both, or neither. */
final class TlsFiles {

    private static final byte[] PROBE = {1};

    private TlsFiles() {}

    static void check(Environment environment) {
        String certificate = environment.getProperty(Tls.CERTIFICATE, "").strip();
        String key = environment.getProperty(Tls.KEY, "").strip();
        if (certificate.isEmpty() && key.isEmpty()) {
            return;
        }
        List<X509Certificate> chain =
                read(
                        Tls.CERTIFICATE,
                        "the path of the PEM file of a certificate",
                        certificate,
                        PemContent::getCertificates);
        PrivateKey own =
                read(
                        Tls.KEY,
                        "the path of the PEM file of a key without a password",
                        key,
                        PemContent::getPrivateKey);
        if (!fit(chain.getFirst().getPublicKey(), own)) {
            throw new UnusableVariableException(
                    Tls.KEY, "the key of the certificate in TLS_CERTIFICATE", "another");
        }
    }

    private static <T> T read(
            String name, String expected, String path, Function<PemContent, @Nullable T> part) {
        try {
            @Nullable T found = part.apply(PemContent.load(Path.of(path)));
            if (found != null) {
                return found;
            }
        } catch (IOException | IllegalStateException | IllegalArgumentException _) {
            // said below
        }
        throw new UnusableVariableException(name, expected, "\"" + path + "\"");
    }

    private static boolean fit(PublicKey certified, PrivateKey own) {
        if (!certified.getAlgorithm().equals(own.getAlgorithm())) {
            return false;
        }
        try {
            Signature signature =
                    Signature.getInstance(
                            switch (own.getAlgorithm()) {
                                case "RSA" -> "SHA256withRSA";
                                case "EC" -> "SHA256withECDSA";
                                default -> own.getAlgorithm();
                            });
            signature.initSign(own);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
