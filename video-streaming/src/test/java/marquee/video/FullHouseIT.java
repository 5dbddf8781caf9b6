package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Every connection is taken by a viewer, and none of them waits for a request. */
@RunningService
@TestPropertySource(properties = "connections.max=20")
class FullHouseIT {

    private static final int LONG = 32 << 20;

    @LocalServerPort int port;

    @Value("${video.dir}")
    Path folder;

    @Autowired MeterRegistry metrics;

    private final List<RawHttp> viewers = new ArrayList<>();

    @AfterEach
    void leave() throws IOException {
        for (RawHttp viewer : viewers) {
            viewer.close();
        }
    }

    @Test
    void whoHasNotReadForTheLongestMakesRoomAndTheOthersStay() throws IOException {
        OffsetFile.write(folder.resolve("long.mp4"), LONG);
        for (int i = 0; i < 20; i++) {
            RawHttp viewer = new RawHttp(port, 4096);
            viewers.add(viewer);
            viewer.send("GET", "/videos/long.mp4");
        }
        await().until(() -> answering() == 20);

        assertThat(RawHttp.once(port, "GET", "/video", "Range: bytes=5-9").body())
                .isEqualTo(OffsetFile.bytes(5, 10));
        assertThat(answering()).isBetween(10.0, 19.0);
    }

    private double answering() {
        return metrics.get("marquee.connections").tag("state", "answering").gauge().value();
    }
}
