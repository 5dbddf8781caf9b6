package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import marquee.video.RawHttp.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** The same bytes where the kernel does not send them, as with TLS: the service copies. */
@RunningService
@ExtendWith(OutputCaptureExtension.class)
class WithoutSendfileIT {

    private static final int SIZE = RunningService.Folder.FILM;

    /** More than the kernel keeps for a viewer who does not read. */
    private static final int LONG = 32 << 20;

    @LocalServerPort int port;
    @Autowired VideoProperties properties;
    @Autowired BytesInFlight inFlight;

    @TestConfiguration
    static class NoSendfile {

        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> noSendfile() {
            return factory ->
                    factory.addConnectorCustomizers(
                            connector -> connector.setProperty("useSendfile", "false"));
        }
    }

    @Test
    void wholeVideoIsCopied() throws IOException {
        Response response = RawHttp.once(port, "GET", "/video");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.field("Content-Length")).hasValue("" + SIZE);
        assertThat(response.field("Transfer-Encoding")).isEmpty();
        assertThat(response.body()).isEqualTo(OffsetFile.bytes(0, SIZE));
    }

    /** Around the ends of the file and of the 65 536 bytes that are copied at once. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0, 65535",
        "0, 65536",
        "65535, 65536",
        "1, 131072",
        "500000, 1000002",
        "1000002, 1000002"
    })
    void partIsCopiedAndNothingFollows(long first, long last) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("GET", "/video", "Range: bytes=%d-%d".formatted(first, last));
            Response response = http.receive("GET");

            assertThat(response.status()).isEqualTo(206);
            assertThat(response.field("Content-Range"))
                    .hasValue("bytes %d-%d/%d".formatted(first, last, SIZE));
            assertThat(response.field("Content-Length")).hasValue("" + (last - first + 1));
            assertThat(response.body()).isEqualTo(OffsetFile.bytes(first, last + 1));

            http.send("GET", "/video", "Range: bytes=5-9", "Connection: close");
            assertThat(http.receive("GET").body()).isEqualTo(OffsetFile.bytes(5, 10));
            assertThat(http.readToEnd()).isEmpty();
        }
    }

    @Test
    void headCopiesNothing() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("HEAD", "/video", "Connection: close");

            assertThat(http.receiveHead().field("Content-Length")).hasValue("" + SIZE);
            assertThat(http.readToEnd()).isEmpty();
        }
    }

    @Test
    void connectionIsCutAndNothingPaddedWhenTheFileIsTruncated(CapturedOutput output)
            throws IOException {
        int left = LONG / 2;
        Path file = OffsetFile.write(properties.dir().resolve("truncated.mp4"), LONG);
        try (RawHttp http = new RawHttp(port, 4096)) {
            http.send("GET", "/videos/truncated.mp4");
            assertThat(http.receiveHead().field("Content-Length")).hasValue("" + LONG);
            http.read(500);
            assertThat(inFlight.count()).as("videos that the kernel sends").isZero();

            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(left);
            }

            assertThat(http.readToEnd()).isEqualTo(OffsetFile.bytes(500, left));
        }
        assertThat(output).doesNotContain(" ERROR ", " WARN ", "\tat ");
    }
}
