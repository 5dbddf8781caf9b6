package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class ShutdownIT {

    private static final int SIZE = 32 << 20;

    @TempDir Path dir;

    @Test
    void videoBeingSentComesToItsEndBeforeTheServiceStops(CapturedOutput output) throws Exception {
        OffsetFile.write(dir.resolve("film.mp4"), SIZE);
        ConfigurableApplicationContext service =
                new SpringApplicationBuilder(VideoStreamingApplication.class)
                        .run("--server.port=0", "--management.server.port=0", "--video.dir=" + dir);
        int port = service.getEnvironment().getRequiredProperty("local.server.port", int.class);
        assertThat(output)
                .contains(
                        "Microservice listening on port %d, point your browser at http://localhost:%d/video"
                                .formatted(port, port));
        try (RawHttp http = new RawHttp(port, 4096)) {
            http.send("GET", "/video");
            http.receiveHead();
            http.read(1);

            Thread stop = Thread.ofVirtual().start(service::close);
            await().atMost(Duration.ofSeconds(30)).until(() -> refused(port));
            assertThat(stop.isAlive()).isTrue();

            assertThat(http.read(SIZE - 1)).isEqualTo(OffsetFile.bytes(1, SIZE));
            stop.join();
        }
        assertThatThrownBy(() -> RawHttp.once(port, "GET", "/video"))
                .isInstanceOf(ConnectException.class);
    }

    private static boolean refused(int port) {
        try (RawHttp _ = new RawHttp(port)) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }
}
