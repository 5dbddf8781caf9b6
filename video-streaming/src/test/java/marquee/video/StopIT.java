package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
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
}
