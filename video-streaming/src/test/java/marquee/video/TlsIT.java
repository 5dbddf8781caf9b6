package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service speaks TLS where it is given a certificate, takes a new one, and speaks no other. */
class TlsIT {

    private static final int SIZE = 5_000_011;

    @TempDir Path folder;

    @Test
    void sendsFilesInTlsByteForByte() throws Exception {
        OffsetFile.write(folder.resolve("film.mp4"), SIZE);
        Certificate.write(folder, "first");
        try (ServiceProcess service = start()) {
            int port = service.port();

            TlsClient.Answer whole = TlsClient.get(port, "/video");
            assertThat(whole.text()).startsWith("HTTP/1.1 200");
            assertThat(body(whole)).isEqualTo(OffsetFile.bytes(0, SIZE));

            TlsClient.Answer part = TlsClient.get(port, "/video", "Range: bytes=1000000-2999999");
            assertThat(part.text()).startsWith("HTTP/1.1 206");
            assertThat(body(part)).isEqualTo(OffsetFile.bytes(1_000_000, 3_000_000));

            assertThat(TlsClient.get(port, "/video", "Range: bytes=0-9,4000000-4000009").text())
                    .startsWith("HTTP/1.1 206");
            assertThat(TlsClient.get(port, "/").text()).startsWith("HTTP/1.1 200");
            assertThat(TlsClient.get(port, "/videos/none").text()).startsWith("HTTP/1.1 404");
            assertThat(TlsClient.get(port, "/readyz").text()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void takesARenewedCertificateAndSpeaksNoOtherWay() throws Exception {
        OffsetFile.write(folder.resolve("film.mp4"), 1_000);
        Certificate.write(folder, "first");
        try (ServiceProcess service = start()) {
            int port = service.port();
            assertThat(TlsClient.get(port, "/livez").subject()).isEqualTo("CN=first");
            try (RawHttp plain = new RawHttp(port)) {
                plain.send("GET", "/video");

                assertThat(new String(plain.readToEnd(), StandardCharsets.ISO_8859_1))
                        .doesNotContain("HTTP/1.1 200");
            }

            Certificate.write(folder, "second");

            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() ->
                            assertThat(TlsClient.get(port, "/livez").subject())
                                    .isEqualTo("CN=second"));
            assertThat(TlsClient.get(port, "/video").text()).startsWith("HTTP/1.1 200");
            assertThat(service.log()).doesNotContain(" ERROR ");
        }
    }

    @Test
    void keyOfAnotherCertificateEndsTheStart() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Certificate.write(folder, "first");
        Certificate.write(other, "second");
        Files.copy(
                other.resolve("tls.key"),
                folder.resolve("tls.key"),
                StandardCopyOption.REPLACE_EXISTING);

        try (ServiceProcess service = start()) {
            assertThat(service.exit()).isEqualTo(1);
            assertThat(service.log())
                    .contains("TLS_KEY: expected the key of the certificate in TLS_CERTIFICATE,")
                    .doesNotContain("\tat ");
        }
    }

    private ServiceProcess start() throws Exception {
        return ServiceProcess.start(
                folder.resolve("log"),
                Map.of(
                        "VIDEO_DIR",
                        folder.toString(),
                        "TLS_CERTIFICATE",
                        folder.resolve("tls.crt").toString(),
                        "TLS_KEY",
                        folder.resolve("tls.key").toString()));
    }

    private static byte[] body(TlsClient.Answer answer) {
        String text = answer.text();
        return text.substring(text.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
    }
}
