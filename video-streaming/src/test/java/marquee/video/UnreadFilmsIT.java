package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/**
 * Viewers who are each at another place of a long film, where the kernel may keep one MiB of it for
 * all of them.
 */
@RunningService
@TestPropertySource(properties = {"connections.send-memory=1MB", "connections.idle-timeout=20s"})
class UnreadFilmsIT {

    private static final int LONG = 64 << 20;

    /** What leaves at once, whether it is read or not. */
    private static final int SHORT = 65_000;

    private static final AtomicInteger FILMS = new AtomicInteger();

    @LocalServerPort int port;

    @Value("${video.dir}")
    Path folder;

    @Autowired MeterRegistry metrics;

    private final List<RawHttp> crowd = new ArrayList<>();
    private String film = "";
    private String target = "";

    @BeforeEach
    void write() throws IOException {
        film = "long-%s.mp4".formatted(FILMS.incrementAndGet()); // of which nothing is in memory
        OffsetFile.write(folder.resolve(film), LONG);
        target = "/videos/" + film;
    }

    @AfterEach
    void leave() throws IOException {
        for (RawHttp viewer : crowd) {
            viewer.close();
        }
        await().until(() -> gauge("marquee.send.memory") == 0);
        Files.delete(folder.resolve(film));
        assertThat(gauge("marquee.send.waiting")).isZero();
    }

    @Test
    void whoReadsNothingIsLetGoForThoseWhoWait() throws IOException {
        for (int i = 0; i < 40; i++) {
            ask(i * 1_000_000);
        }
        await().until(() -> gauge("marquee.send.waiting") > 20);
        assertThat(gauge("marquee.send.memory")).isLessThan(4 << 20);

        assertThat(range(50_000_000, 2_000_000))
                .isEqualTo(OffsetFile.bytes(50_000_000, 52_000_000));

        assertThat(crowd).anyMatch(UnreadFilmsIT::wasLetGo);
    }

    @Test
    void smallAnswersDoNotWait() throws IOException {
        for (int i = 0; i < 20; i++) {
            ask(i * 1_000_000);
        }
        await().until(() -> gauge("marquee.send.waiting") > 5);
        double before = gauge("marquee.send.waiting");

        assertThat(range(60_000_000, 4_000)).isEqualTo(OffsetFile.bytes(60_000_000, 60_004_000));
        assertThat(RawHttp.once(port, "GET", "/videos/none.mp4").status()).isEqualTo(404);

        assertThat(before).isPositive();
    }

    @Test
    void whoLeavesWhileWaitingIsForgotten() throws IOException {
        for (int i = 0; i < 20; i++) {
            ask(i * 1_000_000);
        }
        await().until(() -> gauge("marquee.send.waiting") > 5);

        for (RawHttp viewer : crowd) {
            viewer.close();
        }

        await().until(() -> gauge("marquee.connections") == 0);
    }

    /** The kernel would keep it for whoever has ended his side only. */
    @ParameterizedTest
    @CsvSource({"0, keep-alive", "500000, close"})
    void whoEndsHisSideAndReadsNothingIsNotForgotten(long from, String connection)
            throws IOException {
        for (int i = 0; i < 10; i++) {
            askForShort(from + i * 1_000_000L, connection).endOutput();
        }
        await().until(() -> crowd.getLast().hasAnswer());

        await().during(Duration.ofSeconds(1)).until(() -> gauge("marquee.connections") == 10);
        assertThat(gauge("marquee.send.memory")).isPositive();

        for (int i = 0; i < 10; i++) {
            long first = from + i * 1_000_000L;
            assertThat(crowd.get(i).receive("GET").body())
                    .isEqualTo(OffsetFile.bytes(first, first + SHORT));
            assertThat(crowd.get(i).readToEnd()).isEmpty();
        }
    }

    @Test
    void whoHasItsAnswerStaysAndLeavesItsRoomToThoseWhoWait() throws IOException {
        for (int i = 0; i < 40; i++) {
            long first = i * 1_000_000L;
            assertThat(askForShort(first, "keep-alive").receive("GET").body())
                    .isEqualTo(OffsetFile.bytes(first, first + SHORT));
        }

        RawHttp last = crowd.getLast();
        last.send("GET", target, "Range: bytes=45000000-45064999");
        assertThat(last.receive("GET").body()).isEqualTo(OffsetFile.bytes(45_000_000, 45_065_000));
    }

    /** Players read a range, and ask for the next some seconds later. */
    @Test
    void whoHasTakenItsAnswerHoldsNothing() throws IOException {
        for (int i = 0; i < 40; i++) {
            askForShort(i * 1_000_000L, "keep-alive").receive("GET");
        }

        await().until(() -> gauge("marquee.send.memory") == 0);

        for (int i = 0; i < 40; i++) {
            RawHttp viewer = crowd.get(i);
            int first = 500_000 + i * 1_000_000;
            viewer.send("GET", target, "Range: bytes=%d-%d".formatted(first, first + SHORT - 1));
            assertThat(viewer.receive("GET").body())
                    .isEqualTo(OffsetFile.bytes(first, first + SHORT));
        }
    }

    /** A thousand requests in one packet are to cost no more than one. */
    @Test
    void whatIsSentAheadStaysWithTheKernel() throws IOException {
        range(0, SHORT); // so that the event loop sends the beginning
        long before = bufferMemory();
        for (int i = 0; i < 100; i++) {
            RawHttp viewer = new RawHttp(port, 4096);
            crowd.add(viewer);
            viewer.send("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(target).repeat(40));
        }
        for (RawHttp viewer : crowd) {
            await().until(viewer::hasAnswer);
        }

        await().during(Duration.ofMillis(500)).until(() -> bufferMemory() <= before);
    }

    private static long bufferMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    /** Only looking for it and opening it may need a disk. */
    @Test
    void crowdThatComesToAFilmInMemoryTakesNothing() throws IOException {
        range(0, SHORT); // from then on it counts as in memory
        await().until(() -> gauge("marquee.files.open") == 0);

        for (int i = 0; i < 40; i++) {
            askForShort(0, "keep-alive");
        }
        for (RawHttp viewer : crowd) {
            await().until(viewer::hasAnswer);
        }

        assertThat(gauge("marquee.send.memory")).isZero();
        assertThat(gauge("marquee.send.waiting")).isZero();
    }

    @Test
    void everybodyWhoReadsGetsEachByteInTheEnd() throws Exception {
        viewersGetTheirBytes(30, 2_000_000, this::range);
    }

    @Test
    void whoReadsSlowlyIsNotLetGoForThoseWhoWait() throws Exception {
        viewersGetTheirBytes(20, 400_000, this::readSlowly);
    }

    private interface Viewing {

        byte[] read(int first, int length) throws IOException;
    }

    private static void viewersGetTheirBytes(int viewers, int length, Viewing viewing)
            throws Exception {
        List<Callable<byte[]>> all = new ArrayList<>();
        for (int i = 0; i < viewers; i++) {
            int first = i * 2_000_000;
            all.add(() -> viewing.read(first, length));
        }

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<byte[]>> read = threads.invokeAll(all);
            for (int i = 0; i < viewers; i++) {
                int first = i * 2_000_000;
                assertThat(read.get(i).get()).isEqualTo(OffsetFile.bytes(first, first + length));
            }
        }
    }

    /** Reads 64 KB a second. */
    private byte[] readSlowly(int first, int length) throws IOException {
        try (RawHttp viewer = new RawHttp(port, 4096)) {
            viewer.send("GET", target, "Range: bytes=%d-%d".formatted(first, first + length - 1));
            viewer.receiveHead();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (bytes.size() < length) {
                bytes.write(viewer.read(Math.min(16_000, length - bytes.size())));
                LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
            }
            return bytes.toByteArray();
        }
    }

    private void ask(int first) throws IOException {
        RawHttp viewer = new RawHttp(port, 4096);
        crowd.add(viewer);
        viewer.send("GET", target, "Range: bytes=%d-%d".formatted(first, first + 1_999_999));
    }

    private static boolean wasLetGo(RawHttp viewer) {
        try {
            viewer.receive("GET");
            return false;
        } catch (SocketException _) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawHttp askForShort(long first, String connection) throws IOException {
        RawHttp viewer = new RawHttp(port, 4096);
        crowd.add(viewer);
        viewer.send(
                "GET",
                target,
                "Range: bytes=%d-%d".formatted(first, first + SHORT - 1),
                "Connection: " + connection);
        return viewer;
    }

    private byte[] range(int first, int length) throws IOException {
        String range = "Range: bytes=%d-%d".formatted(first, first + length - 1);
        return RawHttp.once(port, "GET", target, range).body();
    }

    /** The sum of all gauges of that name. */
    private double gauge(String name) {
        return metrics.get(name).gauges().stream().mapToDouble(each -> each.value()).sum();
    }
}
