package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import marquee.video.RawHttp.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Viewers as they are, and files that change while they watch. */
@RunningService
@ExtendWith(OutputCaptureExtension.class)
class ViewersIT {

    private static final int SIZE = RunningService.Folder.FILM;

    /** More than the kernel keeps for a viewer who does not read. */
    private static final int LONG = 32 << 20;

    private static final int SMALL_BUFFER = 4096;
    private static final String SINGLE = "Range: bytes=0-";
    private static final String MULTIPART = "Range: bytes=0-30000000,30000002-";

    @LocalServerPort int port;

    @Value("${video.dir}")
    Path folder;

    @Autowired MeterRegistry metrics;

    @ParameterizedTest
    @ValueSource(strings = {SINGLE, MULTIPART})
    void viewerWhoLeavesIsNoError(String range, CapturedOutput output) throws IOException {
        Logger log = (Logger) LoggerFactory.getLogger("marquee.video.wire.Connection");
        log.setLevel(Level.DEBUG);
        try {
            sparse("left.mp4", LONG);
            try (RawHttp http = new RawHttp(port, SMALL_BUFFER)) {
                http.send("GET", "/videos/left.mp4", range);
                assertThat(http.receiveHead()).hasStatus(206);
                http.read(10);
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> output.getAll().contains("The viewer left"));
            await().atMost(Duration.ofSeconds(30)).until(() -> answering() == 0);
        } finally {
            log.setLevel(null);
        }

        assertThat(RawHttp.once(port, "GET", "/video").body()).hasSize(SIZE);
        assertThat(output).doesNotContain(" ERROR ", " WARN ", "\tat ");
    }

    @Test
    void twoHundredViewersAtOnceGetTheirBytes() throws Exception {
        Random random = new Random(7);
        List<Callable<Boolean>> viewers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int first = random.nextInt(SIZE - 50_000);
            int last = first + random.nextInt(50_000);
            viewers.add(() -> {
                Response response =
                        RawHttp.once(
                                port, "GET", "/video", "Range: bytes=%d-%d".formatted(first, last));
                assertThat(response.body()).isEqualTo(OffsetFile.bytes(first, last + 1));
                return true;
            });
        }

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> viewer : threads.invokeAll(viewers)) {
                assertThat(viewer.get()).isTrue();
            }
        }
    }

    @Test
    void viewersWhoReadSlowlyHoldUpNobodyAndGetEveryByte() throws Exception {
        OffsetFile.write(folder.resolve("slow.mp4"), LONG);
        List<RawHttp> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                RawHttp http = new RawHttp(port, SMALL_BUFFER);
                slow.add(http);
                http.send("GET", "/videos/slow.mp4", i % 2 == 0 ? SINGLE : MULTIPART);
                assertThat(http.receiveHead()).hasStatus(206);
                http.read(1);
            }

            assertThat(RawHttp.once(port, "GET", "/video").body()).hasSize(SIZE);

            assertThat(slow.getFirst().read(LONG - 1)).isEqualTo(OffsetFile.bytes(1, LONG));
        } finally {
            for (RawHttp http : slow) {
                http.close();
            }
        }
    }

    @Test
    void viewerOfOneByteATimeGetsEachWhileAnotherGetsThemAll() throws Exception {
        OffsetFile.write(folder.resolve("sipped.mp4"), LONG);
        try (RawHttp slow = new RawHttp(port, SMALL_BUFFER);
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            slow.send("GET", "/videos/sipped.mp4", SINGLE);
            assertThat(slow.receiveHead()).hasStatus(206);
            List<ScheduledFuture<byte[]>> sips = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                sips.add(clock.schedule(() -> slow.read(1), 100L * i, TimeUnit.MILLISECONDS));
            }

            assertThat(RawHttp.once(port, "GET", "/videos/sipped.mp4").body())
                    .isEqualTo(OffsetFile.bytes(0, LONG));

            for (int i = 0; i < sips.size(); i++) {
                assertThat(sips.get(i).get()).isEqualTo(OffsetFile.bytes(i, i + 1));
            }
            assertThat(answering()).isPositive();
            assertThat(slow.read(LONG - 30)).isEqualTo(OffsetFile.bytes(30, LONG));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SINGLE, MULTIPART})
    void replacedFileIsSentToItsOldEnd(String range) throws IOException {
        Path file = sparse("replaced.mp4", LONG);
        try (RawHttp http = new RawHttp(port, SMALL_BUFFER)) {
            http.send("GET", "/videos/replaced.mp4", range);
            Response head = http.receiveHead();
            http.read(500);

            Path other = Files.writeString(folder.resolve("new"), "new".repeat(100));
            Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
            Response after = RawHttp.once(port, "GET", "/videos/replaced.mp4");

            long length = head.field("Content-Length").map(Long::valueOf).orElseThrow();
            byte[] rest = http.read(length - 500);
            int zeros = 0;
            for (byte b : rest) {
                zeros += b == 0 ? 1 : 0;
            }
            assertThat(zeros).isGreaterThanOrEqualTo(LONG - 501);
            assertThat(after.text()).isEqualTo("new".repeat(100));
            assertThat(after.field("ETag")).isNotEqualTo(head.field("ETag"));

            http.send("GET", "/video", "Range: bytes=0-9");
            assertThat(http.receive("GET").body()).isEqualTo(OffsetFile.bytes(0, 10));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SINGLE, MULTIPART})
    void connectionIsCutWhenTheFileIsTruncated(String range, CapturedOutput output)
            throws IOException {
        Path file = sparse("truncated.mp4", LONG);
        try (RawHttp http = new RawHttp(port, SMALL_BUFFER)) {
            http.send("GET", "/videos/truncated.mp4", range);
            Response head = http.receiveHead();
            http.read(500);

            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(1000);
            }

            assertThat(head.field("Content-Length").map(Long::valueOf).orElseThrow())
                    .isGreaterThan(500 + http.readToEnd().length);
        }
        assertThat(output).doesNotContain(" ERROR ", " WARN ", "\tat ");
    }

    @Test
    void fileThatGrowsIsSentInTheLengthAnnounced() throws IOException {
        Path file = OffsetFile.write(folder.resolve("growing.mp4"), LONG);
        try (RawHttp http = new RawHttp(port, SMALL_BUFFER)) {
            http.send("GET", "/videos/growing.mp4");
            assertThat(http.receiveHead()).hasField("Content-Length", "" + LONG);
            http.read(500);

            Files.writeString(file, "more", StandardOpenOption.APPEND);

            assertThat(http.read(LONG - 500)).isEqualTo(OffsetFile.bytes(500, LONG));
            http.send("HEAD", "/videos/growing.mp4");
            assertThat(http.receive("HEAD")).hasField("Content-Length", "" + (LONG + 4));
        }
    }

    @Test
    void bytesAlwaysBelongToTheirTag() throws Exception {
        Path old = Files.createDirectory(folder.resolve("versions"));
        Path file = folder.resolve("swapped.mp4");
        List<Path> versions = List.of(old.resolve("x"), old.resolve("y"));
        List<String> tags = new ArrayList<>();
        for (Path version : versions) {
            Files.writeString(version, version.getFileName().toString().repeat(200_000));
            putInPlace(version, file);
            tags.add(RawHttp.once(port, "HEAD", "/videos/swapped.mp4").field("ETag").orElseThrow());
        }
        AtomicBoolean done = new AtomicBoolean();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> swapper =
                    threads.submit(() -> {
                        int swaps = 0;
                        while (!done.get()) {
                            putInPlace(versions.get(swaps++ % 2), file);
                        }
                        return swaps;
                    });
            List<Callable<Integer>> viewers = new ArrayList<>();
            for (String range : List.of("A: b", "Range: bytes=10-150000", "Range: bytes=0-9,50-")) {
                viewers.add(() -> watch(range, tags));
            }
            List<Future<Integer>> watched = threads.invokeAll(viewers);
            done.set(true);
            for (Future<Integer> viewer : watched) {
                assertThat(viewer.get()).isEqualTo(200);
            }
            assertThat(swapper.get()).isGreaterThan(200);
        }
    }

    @Test
    void whoAsksAfterAChangeIsToldOfItHoweverManyAskMeanwhile() throws Exception {
        String target = "/videos/changing.mp4";
        Path file = Files.writeString(folder.resolve("changing.mp4"), "-");
        AtomicBoolean done = new AtomicBoolean();
        List<Future<Integer>> others = new ArrayList<>();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                RawHttp http = new RawHttp(port)) {
            for (int i = 0; i < 16; i++) {
                others.add(threads.submit(() -> askUntil(done, target)));
            }
            try {
                for (int size = 2; size < 300; size++) {
                    Path next = Files.writeString(folder.resolve("next"), "-".repeat(size));
                    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
                    http.send("HEAD", target);
                    assertThat(http.receive("HEAD")).hasField("Content-Length", "" + size);
                }
            } finally {
                done.set(true);
            }
            for (Future<Integer> other : others) {
                assertThat(other.get()).isPositive();
            }
        }
    }

    private int askUntil(AtomicBoolean done, String target) throws IOException {
        int answers = 0;
        try (RawHttp http = new RawHttp(port)) {
            while (!done.get()) {
                http.send("HEAD", target);
                assertThat(http.receive("HEAD")).hasStatus(200);
                answers++;
            }
        }
        return answers;
    }

    private int watch(String range, List<String> tags) throws IOException {
        int answers = 0;
        try (RawHttp http = new RawHttp(port)) {
            for (; answers < 200; answers++) {
                http.send("GET", "/videos/swapped.mp4", range);
                Response response = http.receive("GET");
                String tag = response.field("ETag").orElseThrow();
                assertThat(tags).contains(tag);
                // Letters that no boundary has.
                String wrong = tag.equals(tags.getFirst()) ? "yyyy" : "xxxx";
                assertThat(response.text().contains(wrong)).isFalse();
            }
        }
        return answers;
    }

    private static void putInPlace(Path version, Path file) throws IOException {
        Path link = Files.createLink(version.resolveSibling("link"), version);
        Files.move(link, file, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(link); // a move onto itself leaves it
    }

    private double answering() {
        return metrics.get("marquee.connections").tag("state", "answering").gauge().value();
    }

    private Path sparse(String name, long size) throws IOException {
        Path file = folder.resolve(name);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
        }
        return file;
    }
}
