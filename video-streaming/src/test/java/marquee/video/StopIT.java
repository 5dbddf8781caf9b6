package marquee.video;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is told to stop is not ready first, then answers for SHUTDOWN_DELAY, then ends.
 */
class StopIT {

    @TempDir Path directory;

    @Test
    void answersWhileLoadBalancersLearnThatItStops() throws Exception {
        OffsetFile.write(directory.resolve("film.mp4"), 1_000);
        Map<String, String> variables =
                Map.of("VIDEO_DIR", directory.toString(), "SHUTDOWN_DELAY", "8s");
        try (ServiceProcess service = ServiceProcess.start(directory.resolve("log"), variables)) {
            int port = service.port();
            assertThat(RawHttp.once(port, "GET", "/readyz").status()).isEqualTo(200);

            service.terminate();

            await().untilAsserted(() ->
                    assertThat(RawHttp.once(port, "GET", "/readyz").status()).isEqualTo(503));
            assertThat(RawHttp.once(port, "GET", "/video").status()).isEqualTo(200);
            assertThat(RawHttp.once(port, "GET", "/livez").status()).isEqualTo(200);
            assertThat(service.exit()).isEqualTo(143);
        }
    }

    /** In a container, what the kernel has not sent when the process ends is lost. */
    @Test
    void endsWhenPeersHaveWhatTheyWereSentAndNotBefore() throws Exception {
        OffsetFile.write(directory.resolve("film.mp4"), 200_000);
        Map<String, String> variables = Map.of("VIDEO_DIR", directory.toString());
        try (ServiceProcess service = ServiceProcess.start(directory.resolve("log"), variables);
                Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4_096);
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
            slow.setSoTimeout(10_000);
            slow.getOutputStream()
                    .write("GET /video HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            assertThat(slow.getInputStream().read()).isEqualTo('H'); // the rest is the kernel's

            service.terminate();
            await().until(() -> isRefused(service.port()));

            await().during(Duration.ofSeconds(1)).until(service::isAlive);
            slow.shutdownOutput();
            byte[] rest = slow.getInputStream().readAllBytes();
            assertThat(rest).hasSizeGreaterThan(200_000);
            assertThat(service.exit()).isEqualTo(143);
        }
    }

    private static boolean isRefused(int port) throws IOException {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return false;
        } catch (ConnectException _) {
            return true;
        }
    }
}
