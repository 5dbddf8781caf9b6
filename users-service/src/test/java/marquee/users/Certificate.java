package marquee.users;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;

/** A certificate for localhost that the test has just made, and its key, as PEM files. */
final class Certificate {

    private static final char[] PASSWORD = "only-for-tests".toCharArray();

    private Certificate() {}

    /** Puts {@code tls.crt} and {@code tls.key} into a folder, or others in their place. */
    static void write(Path folder, String subject) throws Exception {
        Path store = Files.createTempDirectory(folder, "made").resolve("store.p12");
        Process keytool =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                                .toString(),
                                        "-genkeypair",
                                        "-alias",
                                        "service",
                                        "-keyalg",
                                        "EC",
                                        "-dname",
                                        "CN=" + subject,
                                        "-ext",
                                        "san=dns:localhost,ip:127.0.0.1",
                                        "-storetype",
                                        "PKCS12",
                                        "-storepass",
                                        new String(PASSWORD),
                                        "-keystore",
                                        store.toString()))
                        .inheritIO()
                        .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool ended with " + keytool.exitValue());
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        PrivateKey key = (PrivateKey) keys.getKey("service", PASSWORD);
        replace(folder.resolve("tls.key"), pem("PRIVATE KEY", key.getEncoded()));
        replace(
                folder.resolve("tls.crt"),
                pem("CERTIFICATE", keys.getCertificate("service").getEncoded()));
    }

    private static void replace(Path file, String text) throws IOException {
        Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String pem(String type, byte[] bytes) {
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                .formatted(
                        type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes));
    }
}
