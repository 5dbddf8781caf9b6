package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service speaks TLS where it is given a certificate, takes a new one, and speaks no other. */
class TlsIT {

    @TempDir Path folder;

    @Test
    void speaksTlsWithTheCertificateThatIsThere() throws Exception {
        Certificate.write(folder, "first");
        try (ServiceProcess service = ServiceProcess.start(folder.resolve("log"), variables())) {
            int port = service.port();

            await().atMost(Duration.ofMinutes(1))
                    .until(() -> TlsClient.get(port, "/readyz").text().startsWith("HTTP/1.1 200"));

            TlsClient.Answer answer = TlsClient.get(port, "/users");
            assertThat(answer.text()).startsWith("HTTP/1.1 200").contains("[]");
            assertThat(answer.subject()).isEqualTo("CN=first");
            assertThat(TlsClient.get(port, "/search").text()).startsWith("HTTP/1.1 400");
            assertThat(plain(port)).doesNotContain("HTTP/1.1 200").doesNotContain("[]");

            Certificate.write(folder, "second");

            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() ->
                            assertThat(TlsClient.get(port, "/livez").subject())
                                    .isEqualTo("CN=second"));
            assertThat(TlsClient.get(port, "/users").text()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void keyOfAnotherCertificateEndsTheStart() throws Exception {
        Certificate.write(folder, "first");
        Path other = Files.createDirectory(folder.resolve("other"));
        Certificate.write(other, "second");
        Map<String, String> variables = variables();
        variables.put("TLS_KEY", other.resolve("tls.key").toString());

        try (ServiceProcess service = ServiceProcess.start(folder.resolve("log"), variables)) {
            assertThat(service.exit()).isEqualTo(1);
            assertThat(service.log())
                    .contains("TLS_KEY: expected the key of the certificate in TLS_CERTIFICATE,")
                    .doesNotContain("\tat ");
        }
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(Postgres.newDatabase().variables());
        variables.put("DATABASE_PASSWORD", Postgres.PASSWORD);
        variables.put("TLS_CERTIFICATE", folder.resolve("tls.crt").toString());
        variables.put("TLS_KEY", folder.resolve("tls.key").toString());
        return variables;
    }

    private static String plain(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(
                            "GET /users HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
