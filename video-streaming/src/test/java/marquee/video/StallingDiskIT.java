package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A disk, of which one file does not come, under a service whose other viewers go on. */
class StallingDiskIT {

    private static final int SIZE = 8 << 20;
    private static final int VIEWERS = 40;

    @TempDir Path dir;

    private StallingDisk disk;
    private ConfigurableApplicationContext service;
    private int port;
    private final List<RawHttp> viewers = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        Path files = Files.createDirectory(dir.resolve("files"));
        for (String name : new String[] {"film", "lookup", "open", "read"}) {
            OffsetFile.write(files.resolve(name + ".mp4"), SIZE);
        }
        Path mount = Files.createDirectory(dir.resolve("mount"));
        disk = StallingDisk.mount(files, mount, Files.createDirectory(dir.resolve("stalls")));
        service =
                new SpringApplicationBuilder(VideoStreamingApplication.class)
                        .run(
                                "--server.port=0",
                                "--management.server.port=0",
                                "--video.default=film.mp4",
                                "--video.dir=" + mount);
        port = service.getEnvironment().getRequiredProperty("local.server.port", int.class);
    }

    @AfterEach
    void stop() throws Exception {
        for (RawHttp viewer : viewers) {
            viewer.close();
        }
        if (disk != null) {
            disk.unmount();
        }
        if (service != null) {
            service.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup", "open", "read"})
    void fileThatTheDiskDoesNotGiveHoldsUpItsOwnViewersOnly(String what) throws Exception {
        disk.stall(what);
        for (int i = 0; i < VIEWERS; i++) {
            RawHttp viewer = new RawHttp(port);
            viewer.send("GET", "/videos/" + what + ".mp4");
            viewers.add(viewer);
        }
        await().until(() -> answering() == VIEWERS);

        for (int i = 0; i < 5; i++) {
            assertThat(RawHttp.once(port, "GET", "/livez")).hasStatus(200);
            assertThat(RawHttp.once(port, "GET", "/readyz")).hasStatus(200);
            assertThat(RawHttp.once(port, "GET", "/")).hasStatus(200);
            assertThat(RawHttp.once(port, "GET", "/video", "Range: bytes=5000000-5000009").body())
                    .isEqualTo(OffsetFile.bytes(5_000_000, 5_000_010));
        }
        assertThat(RawHttp.once(port, "GET", "/videos/film.mp4").body())
                .isEqualTo(OffsetFile.bytes(0, SIZE));
        // The last byte is there before the end of its answer is counted.
        await().until(() -> answering() == VIEWERS);

        disk.goOn(what);
        for (RawHttp viewer : viewers) {
            assertThat(viewer.receive("GET").body()).isEqualTo(OffsetFile.bytes(0, SIZE));
        }
    }

    private double answering() {
        return service.getBean(MeterRegistry.class)
                .get("marquee.connections")
                .tag("state", "answering")
                .gauge()
                .value();
    }
}
