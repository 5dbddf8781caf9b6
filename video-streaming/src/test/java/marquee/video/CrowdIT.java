package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import marquee.video.problem.ProblemType;
import marquee.video.wire.Answer;
import marquee.video.wire.FileHandler;
import marquee.video.wire.Request;
import marquee.video.wire.ResponseHead;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.TestPropertySource;

/** Many who misbehave, and what everybody else sees of it. */
@RunningService
@Import(CrowdIT.SlowDisk.class)
@TestPropertySource(
        properties = {
            "connections.max=60",
            "connections.request-timeout=1s",
            "connections.keep-alive-timeout=30s",
            "connections.idle-timeout=4s"
        })
class CrowdIT {

    private static final int LONG = 32 << 20;

    @LocalServerPort int port;

    @Value("${video.dir}")
    Path folder;

    @Autowired MeterRegistry metrics;
    @Autowired SlowDisk disk;

    private final List<RawHttp> crowd = new ArrayList<>();

    @AfterEach
    void disperse() throws IOException {
        disk.answers.countDown();
        for (RawHttp http : crowd) {
            http.close();
        }
        await().until(() -> connections("waiting") + connections("answering") <= 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET",
                "GET /video HTTP/1.1\r\nHost: x\r\nX: y",
                "POST /video HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx",
                "POST /video HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nx"
            })
    void newcomerIsAnsweredHoweverManyWait(String opening) throws IOException {
        for (int i = 0; i < 300; i++) {
            join().send(opening);
            if (i % 20 == 0) {
                assertAnswered();
            }
        }
        assertAnswered();
        assertThat(connections("waiting") + connections("answering")).isLessThanOrEqualTo(60);
    }

    @Test
    void whoIsServedIsNotSentAwayForOthers() throws IOException {
        OffsetFile.write(folder.resolve("long.mp4"), LONG);
        RawHttp viewer = join();
        viewer.send("GET", "/videos/long.mp4");
        viewer.receiveHead();
        for (int i = 0; i < 200; i++) {
            join().send("GET / HTTP/1.1\r\nHost");
            if (i % 50 == 0) {
                assertThat(viewer.read(1_000)).hasSize(1_000);
            }
        }

        assertThat(viewer.read(LONG - 4_000)).isEqualTo(OffsetFile.bytes(4_000, LONG));
    }

    @Test
    void whoReadsNothingIsLetGo() throws IOException {
        OffsetFile.write(folder.resolve("unread.mp4"), LONG);
        for (int i = 0; i < 50; i++) {
            join().send("GET", "/videos/unread.mp4");
        }
        await().until(() -> connections("answering") == 50);

        await().until(() -> connections("answering") == 0);
        assertAnswered();
    }

    @Test
    void whoTakesTooLongToAskIsTold() throws IOException {
        RawHttp slow = join();
        slow.send("GET /video HTTP/1.1\r\nHost: x\r\nX: ");

        assertThat(slow.receive("GET")).isProblem(ProblemType.REQUEST_TIMEOUT);
        assertThat(slow.readToEnd()).isEmpty();
    }

    @Test
    void unfinishedRequestsAreBoundedInTheirSize() throws IOException {
        // 60 connections may hold 30 KiB of unfinished requests in all.
        int told = 0;
        for (int i = 0; i < 20; i++) {
            join().send("GET /video HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(4_000));
        }
        for (RawHttp http : crowd) {
            told += http.receive("GET").status() == 503 ? 1 : 0;
        }
        assertThat(told).isBetween(10, 15);
        assertAnswered();
    }

    @Test
    void fileThatTheDiskDoesNotGiveHoldsUpItsOwnViewersOnly() throws IOException {
        disk.answers = new CountDownLatch(1);
        OffsetFile.write(folder.resolve("slow.mp4"), 1_000);
        for (int i = 0; i < 40; i++) {
            join().send("GET", "/videos/slow.mp4");
        }
        await().until(() -> connections("answering") == 40);

        for (int i = 0; i < 5; i++) {
            assertAnswered();
            assertThat(RawHttp.once(port, "GET", "/livez").status()).isEqualTo(200);
            assertThat(RawHttp.once(port, "GET", "/videos").status()).isEqualTo(200);
        }

        disk.answers.countDown();
        for (RawHttp http : crowd) {
            assertThat(http.receive("GET").body()).isEqualTo(OffsetFile.bytes(0, 1_000));
        }
    }

    @Test
    void requestsThatWaitForTheDiskAreBoundedInTheirSize() throws IOException {
        disk.answers = new CountDownLatch(1);
        OffsetFile.write(folder.resolve("slow.mp4"), 1_000);
        for (int i = 0; i < 20; i++) {
            join().send("GET", "/videos/slow.mp4", "X: " + "y".repeat(4_000));
        }
        List<RawHttp> waiting = new ArrayList<>(crowd);
        await().until(() -> {
            waiting.removeIf(CrowdIT::wasToldToAskLater);
            return waiting.size() <= 10;
        });
        assertAnswered();

        disk.answers.countDown();
        assertThat(waiting).hasSizeBetween(5, 10);
        for (RawHttp http : waiting) {
            assertThat(http.receive("GET").body()).isEqualTo(OffsetFile.bytes(0, 1_000));
        }
    }

    @Test
    void whoWaitsForADiskHasRoomWhateverArrivesInPieces() throws IOException {
        disk.answers = new CountDownLatch(1);
        OffsetFile.write(folder.resolve("slow.mp4"), 1_000);
        for (int i = 0; i < 20; i++) {
            join().send("GET /video HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(4_000));
        }
        List<RawHttp> arriving = new ArrayList<>(crowd);
        await().until(() -> {
            arriving.removeIf(CrowdIT::wasToldToAskLater);
            return arriving.size() <= 10;
        });

        RawHttp viewer = join();
        viewer.send("GET", "/videos/slow.mp4");
        await().until(() -> connections("answering") == 1);
        disk.answers.countDown();

        assertThat(viewer.receive("GET").body()).isEqualTo(OffsetFile.bytes(0, 1_000));
    }

    @Test
    void whatArrivesInPiecesHasRoomHoweverManyWaitForADisk() throws IOException {
        disk.answers = new CountDownLatch(1);
        OffsetFile.write(folder.resolve("slow.mp4"), 1_000);
        for (int i = 0; i < 20; i++) {
            join().send("GET", "/videos/slow.mp4", "X: " + "y".repeat(4_000));
        }
        await().until(() -> crowd.stream().anyMatch(CrowdIT::wasToldToAskLater));

        // More than is read at a time.
        assertThat(RawHttp.once(port, "GET", "/livez", "X: " + "y".repeat(4_000)).status())
                .isEqualTo(200);
    }

    @Test
    void whoAsksForAnotherFilmHasRoomHoweverManyWaitForOne() throws IOException {
        disk.answers = new CountDownLatch(1);
        OffsetFile.write(folder.resolve("slow.mp4"), 1_000);
        OffsetFile.write(folder.resolve("other.mp4"), 1_000);
        askUntilOneIsRefused(8, "X: " + "y".repeat(4_000));
        askUntilOneIsRefused(20, "X: y"); // in what room these leave

        assertThat(RawHttp.once(port, "GET", "/videos/other.mp4", "X: y").body())
                .isEqualTo(OffsetFile.bytes(0, 1_000));
    }

    private void askUntilOneIsRefused(int count, String field) throws IOException {
        List<RawHttp> asking = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RawHttp http = join();
            http.send("GET", "/videos/slow.mp4", field);
            asking.add(http);
        }
        await().until(() -> asking.stream().anyMatch(CrowdIT::wasToldToAskLater));
    }

    @Test
    void theFirstByteCountsWhenItIsSentHoweverLateTheOthersAre() throws IOException {
        disk.answers = new CountDownLatch(1);
        long before = firstBytes();
        RawHttp viewer = join();
        viewer.send("GET", "/videos/late.mp4");
        assertThat(viewer.receiveHead().status()).isEqualTo(200);

        await().until(() -> firstBytes() == before + 1);

        disk.answers.countDown();
        assertThat(viewer.read(5)).isEqualTo(new byte[5]);
    }

    private long firstBytes() {
        return metrics.get("marquee.first.byte").timer().count();
    }

    private static boolean wasToldToAskLater(RawHttp http) {
        try {
            return http.hasAnswer() && http.receive("GET").status() == 503;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawHttp join() throws IOException {
        RawHttp http = new RawHttp(port, 4096);
        crowd.add(http);
        return http;
    }

    private void assertAnswered() throws IOException {
        assertThat(RawHttp.once(port, "GET", "/video", "Range: bytes=5-9").body())
                .isEqualTo(OffsetFile.bytes(5, 10));
    }

    private double connections(String state) {
        return metrics.get("marquee.connections").tag("state", state).gauge().value();
    }

    /** Does not give slow.mp4, nor what follows the head of late.mp4, until it is told to. */
    @TestConfiguration
    static class SlowDisk {

        volatile CountDownLatch answers = new CountDownLatch(1);

        @Bean
        @Primary
        FileHandler slowFiles(FileHandler files) {
            return new FileHandler() {

                @Override
                public @Nullable Lane lane(Request request) {
                    return files.lane(request);
                }

                @Override
                public boolean isAtHand(Lane lane) {
                    return files.isAtHand(lane);
                }

                @Override
                public Answer answer(Request request) {
                    if (request.target().origin().endsWith("/late.mp4")) {
                        return new Answer(
                                List.of(
                                        new ResponseHead(HttpStatus.OK, request, Instant.now())
                                                .field("Content-Length", "5")
                                                .end(),
                                        new Answer.Relay(Channels.newChannel(late()), 5)));
                    }
                    if (request.target().origin().endsWith("/slow.mp4")) {
                        await(answers);
                    }
                    return files.answer(request);
                }
            };
        }

        private InputStream late() {
            return new ByteArrayInputStream(new byte[5]) {

                @Override
                public synchronized int read(byte[] into, int at, int length) {
                    await(answers);
                    return super.read(into, at, length);
                }
            };
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
