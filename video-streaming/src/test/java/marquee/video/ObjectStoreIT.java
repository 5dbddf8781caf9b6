package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import marquee.video.RawHttp.Response;
import marquee.video.metadata.Mp4File;
import marquee.video.problem.ProblemType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * A service whose films are in an object store: what it asks of it, and how it bears its faults.
 */
class ObjectStoreIT {

    private static final int SIZE = 8 << 20;

    @TempDir static Path root;

    private Path films;
    private StoreTap tap;

    @SuppressWarnings("NullAway.Init") // by start
    private ConfigurableApplicationContext service;

    private int port;
    private final List<RawHttp> viewers = new ArrayList<>();

    private static ObjectStore store;

    @BeforeAll
    static void startStore() throws IOException {
        store = ObjectStore.over(root);
    }

    @AfterAll
    static void stopStore() throws IOException {
        store.close();
    }

    @BeforeEach
    void fill() throws IOException {
        films = Files.createDirectories(root.resolve("films/of/2026"));
        OffsetFile.write(films.resolve("film.mp4"), SIZE);
        OffsetFile.write(films.resolve("other.mp4"), SIZE);
        Files.writeString(films.resolve("film.en.vtt"), "WEBVTT\n");
        Files.writeString(films.resolveSibling("elsewhere.mp4"), "of another prefix");
        ObjectStore.tag(root);
        tap = new StoreTap(store.port());
    }

    @AfterEach
    void stop() throws IOException {
        for (RawHttp viewer : viewers) {
            viewer.close();
        }
        if (service != null) {
            service.close();
        }
        tap.close();
        FileSystemUtils.deleteRecursively(root.resolve("films"));
    }

    private void start(String... properties) {
        service = ObjectStore.service(tap.port(), "s3://films/of/2026/", properties);
        port = service.getEnvironment().getRequiredProperty("local.server.port", int.class);
    }

    @Test
    void storeIsAskedForWhatIsSentAndNoMore() throws IOException {
        start("store.refresh=1h");
        RawHttp.once(port, "GET", "/videos");
        RawHttp.once(port, "GET", "/video", "Range: bytes=0-0");
        Random random = new Random(20261121);
        long before = tap.sent();
        long received = 0;

        try (RawHttp http = new RawHttp(port)) {
            for (int i = 0; i < 40; i++) {
                int first = random.nextInt(SIZE - 200_000);
                int last = first + 50_000 + random.nextInt(100_000);
                http.send("GET", "/video", "Range: bytes=%d-%d".formatted(first, last));
                Response response = http.receive("GET");
                assertThat(response.body()).isEqualTo(OffsetFile.bytes(first, last + 1));
                received += response.body().length;
            }
            http.send("GET", "/video", "Range: bytes=0-99999,500000-599999,-100000");
            received += http.receive("GET").body().length;
            http.send("GET", "/video");
            received += http.receive("GET").body().length;
        }

        assertThat(tap.sent() - before).isBetween(received - 1_000, received * 105 / 100);
    }

    @Test
    void headsConditionsAndRangesOutOfReachAskNothingOfTheStore() throws IOException {
        start("store.refresh=1h");
        String tag = RawHttp.once(port, "HEAD", "/video").field("ETag").orElseThrow();
        long before = tap.sent();

        assertThat(RawHttp.once(port, "HEAD", "/video")).hasField("Content-Length", "" + SIZE);
        assertThat(RawHttp.once(port, "GET", "/video", "If-None-Match: " + tag)).hasStatus(304);
        assertThat(RawHttp.once(port, "GET", "/video", "If-Match: \"x\"")).hasStatus(412);
        assertThat(RawHttp.once(port, "GET", "/video", "Range: bytes=" + SIZE + "-"))
                .hasStatus(416);
        assertThat(tap.sent()).isEqualTo(before);
    }

    @Test
    void viewerWhoLeavesEndsTheRequestToTheStore() throws IOException {
        OffsetFile.write(films.resolve("long.mp4"), 64 << 20);
        ObjectStore.tag(root);
        start("store.streams=1");
        try (RawHttp viewer = new RawHttp(port, 4096)) {
            viewer.send("GET", "/videos/long.mp4");
            viewer.receiveHead();
            assertThat(RawHttp.once(port, "GET", "/video", "Range: bytes=0-9"))
                    .isProblem(ProblemType.OVERLOADED)
                    .hasField("Retry-After", "5");
            assertThat(RawHttp.once(port, "HEAD", "/video")).hasStatus(200);
        }

        await().until(() ->
                RawHttp.once(port, "GET", "/video", "Range: bytes=0-9").status() == 206);
        assertThat(tap.sent()).isLessThan(48 << 20);
    }

    @Test
    void filmThatWasReplacedIsSentAsItIsNowAndNotMixed() throws IOException {
        start("store.refresh=1h");
        Response old = RawHttp.once(port, "HEAD", "/video");
        Files.writeString(films.resolve("film.mp4"), "another film");
        ObjectStore.tag(root);

        Response present = RawHttp.once(port, "GET", "/video", "Range: bytes=0-6");
        assertThat(present.text()).isEqualTo("another");
        assertThat(present).hasStatus(206);
        assertThat(present.field("ETag")).isNotEqualTo(old.field("ETag"));

        Files.delete(films.resolve("film.mp4"));
        assertThat(RawHttp.once(port, "GET", "/videos/film.mp4"))
                .isProblem(ProblemType.VIDEO_NOT_FOUND);
    }

    private RawHttp viewerOfLongFilm() throws IOException {
        OffsetFile.write(films.resolve("long.mp4"), 64 << 20);
        ObjectStore.tag(root);
        start();
        RawHttp viewer = new RawHttp(port, 4096);
        viewer.send("GET", "/videos/long.mp4");
        viewer.receiveHead();
        return viewer;
    }

    @Test
    void filmThatIsReplacedWhileItIsSentIsCutAndNotMixed() throws Exception {
        try (RawHttp viewer = viewerOfLongFilm()) {
            viewer.read(1 << 20);
            Files.delete(films.resolve("long.mp4"));
            Files.writeString(films.resolve("long.mp4"), "x".repeat(70 << 20));
            ObjectStore.tag(root);
            tap.endConnections(); // it goes on by another request, of another film

            assertThat(viewer.readToEnd().length).isLessThan(63 << 20);
        }
    }

    @Test
    void pausedFilmGoesOnWhereTheStoreHasEndedItsAnswer() throws Exception {
        try (RawHttp viewer = viewerOfLongFilm()) {
            byte[] begin = viewer.read(1 << 20);
            tap.endConnections();
            byte[] rest = viewer.read(63 << 20);

            assertThat(begin).isEqualTo(OffsetFile.bytes(0, 1 << 20));
            assertThat(rest).isEqualTo(OffsetFile.bytes(1 << 20, 64 << 20));
        }
    }

    @Test
    void listAndCaptionsComeFromTheStore() throws IOException {
        Mp4File.write(
                films.resolve("marquee.mp4"),
                Mp4File.FILE_TYPE,
                Mp4File.box("mdat", new byte[100_000]),
                Mp4File.movie("The Marquee", 15, 1280, 720));
        ObjectStore.tag(root);
        start();

        await().untilAsserted(() ->
                assertThat(RawHttp.once(port, "GET", "/videos").text())
                        .contains(
                                "\"id\":\"marquee.mp4\",\"title\":\"The Marquee\"",
                                "\"duration\":15.0,\"width\":1280")
                        .contains("\"url\":\"/videos/film.mp4/captions/en\"")
                        .doesNotContain("elsewhere"));
        assertThat(RawHttp.once(port, "GET", "/videos/film.mp4/captions/en").text())
                .isEqualTo("WEBVTT\n");
        assertThat(RawHttp.once(port, "GET", "/videos/elsewhere.mp4")).isProblem(404);
        assertThat(RawHttp.once(port, "GET", "/videos/..%2felsewhere.mp4").status()).isIn(400, 404);
    }

    @Test
    void stoppedStoreIsUnavailableUntilItIsBack() throws Exception {
        start("store.refresh=1ms");

        tap.stop();
        assertUnavailable();

        tap.goOn();
        assertBack();
    }

    @Test
    void silentStoreIsUnavailableInTimeAndHoldsNobodyUp() throws Exception {
        start("store.refresh=1h");
        tap.fallSilent();

        long asked = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            RawHttp viewer = new RawHttp(port);
            viewer.send("GET", i % 2 == 0 ? "/videos/film.mp4" : "/videos/other.mp4");
            viewers.add(viewer);
        }
        assertThat(RawHttp.once(port, "GET", "/livez")).hasStatus(200);
        assertThat(RawHttp.once(port, "GET", "/")).hasStatus(200);
        for (RawHttp viewer : viewers) {
            assertThat(viewer.receive("GET"))
                    .isProblem(ProblemType.STORE_UNAVAILABLE)
                    .hasField("Retry-After", "5");
        }
        // 2 s, and what a machine needs that has other things to do; one by one they took 50 s.
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(4));
        assertUnavailable();

        tap.goOn();
        assertBack();
    }

    @Test
    void filmThatTheStoreDoesNotGiveHoldsUpItsOwnViewersOnly() throws Exception {
        OffsetFile.write(films.resolve("long.mp4"), 64 << 20);
        ObjectStore.tag(root);
        start();
        for (int i = 0; i < 8; i++) {
            RawHttp viewer = new RawHttp(port, 4096);
            viewer.send("GET", "/videos/long.mp4");
            viewer.receiveHead();
            viewers.add(viewer);
        }
        tap.fallSilentHere();

        for (int i = 0; i < 5; i++) {
            assertThat(RawHttp.once(port, "GET", "/livez")).hasStatus(200);
            assertThat(RawHttp.once(port, "GET", "/video", "Range: bytes=5000000-5000009").body())
                    .isEqualTo(OffsetFile.bytes(5_000_000, 5_000_010));
        }
    }

    @Test
    void storeThatRefusesIsUnavailable() throws IOException {
        start("store.secret-access-key=another");

        assertUnavailable();
    }

    private void assertUnavailable() throws IOException {
        for (String target : List.of("/videos/film.mp4", "/videos", "/video")) {
            assertThat(RawHttp.once(port, "GET", target))
                    .as(target)
                    .isProblem(ProblemType.STORE_UNAVAILABLE)
                    .hasField("Retry-After", "5");
        }
        assertThat(RawHttp.once(port, "GET", "/readyz")).hasStatus(503);
        assertThat(RawHttp.once(port, "GET", "/livez")).hasStatus(200);
    }

    private void assertBack() throws IOException {
        await().untilAsserted(() -> {
            assertThat(RawHttp.once(port, "GET", "/readyz")).hasStatus(200);
            assertThat(RawHttp.once(port, "GET", "/video", "Range: bytes=8-15").body())
                    .isEqualTo(OffsetFile.bytes(8, 16));
        });
        assertThat(RawHttp.once(port, "GET", "/videos")).hasStatus(200);
    }
}
