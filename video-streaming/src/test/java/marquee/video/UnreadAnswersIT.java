package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import marquee.video.problem.ProblemType;
import marquee.video.wire.AnswerMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * Viewers ask for what takes memory, and do not read it; there is memory for two of them, or for
 * one list.
 */
@RunningService
@Import(UnreadAnswersIT.LittleMemory.class)
@TestPropertySource(properties = "spring.main.allow-bean-definition-overriding=true")
class UnreadAnswersIT {

    private static final int LONG = 32 << 20;

    @LocalServerPort int port;

    @Value("${video.dir}")
    Path folder;

    @Autowired MeterRegistry metrics;

    private final List<RawHttp> viewers = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        OffsetFile.write(folder.resolve("long.mp4"), LONG);
    }

    @AfterEach
    void leave() throws IOException {
        for (RawHttp viewer : viewers) {
            viewer.close();
        }
        await().until(() -> held() == 0);
    }

    @Test
    void whoDoesNotReadThemKeepsNobodyElseFromItsRange() throws IOException {
        assertThat(ask(300_000).receiveHead().status()).isEqualTo(206);
        assertThat(ask(300_000).receiveHead().status()).isEqualTo(206);

        assertThat(ask(10).receive("GET"))
                .isProblem(ProblemType.OVERLOADED)
                .hasField("Retry-After", "5");
        assertThat(RawHttp.once(port, "GET", "/videos/long.mp4", "Range: bytes=5-9").body())
                .isEqualTo(OffsetFile.bytes(5, 10));
        assertThat(held()).isEqualTo(200 * 240);

        viewers.getFirst().close();
        await().until(() -> ask(10).receive("GET").status() == 206);
    }

    @Test
    void whoHasReadThemTakesNoRoomAndStays() throws IOException {
        for (int i = 0; i < 5; i++) {
            assertThat(ask(10).receive("GET").status()).isEqualTo(206);
            await().until(() -> held() == 0);
        }
    }

    @Test
    void whoDoesNotReadAnOldListKeepsOthersFromNewOnesAtMost() throws IOException {
        for (int i = 0; i < 6_000; i++) {
            Files.createFile(folder.resolve("film %d %s.mp4".formatted(i, "x".repeat(220))));
        }
        assertThat(askForList().receiveHead().status()).isEqualTo(200);

        Files.createFile(folder.resolve("new.mp4"));

        assertThat(list()).isProblem(ProblemType.OVERLOADED).hasField("Retry-After", "5");
        assertThat(RawHttp.once(port, "GET", "/videos/long.mp4", "Range: bytes=5-9").body())
                .isEqualTo(OffsetFile.bytes(5, 10));
        viewers.getFirst().close();
        await().until(() -> list().status() == 200);
    }

    private RawHttp.Response list() throws IOException {
        return RawHttp.once(port, "GET", "/videos");
    }

    private RawHttp askForList() throws IOException {
        RawHttp viewer = new RawHttp(port, 4096);
        viewers.add(viewer);
        viewer.send("GET", "/videos");
        return viewer;
    }

    /** What answers of all kinds hold in memory, in bytes. */
    private double held() {
        return metrics.get("marquee.answers.held").gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    /** Asks for a hundred ranges on a new connection, which stays. */
    private RawHttp ask(int length) throws IOException {
        String ranges =
                IntStream.range(0, 100)
                        .map(i -> i * 310_000)
                        .mapToObj(first -> first + "-" + (first + length - 1))
                        .collect(Collectors.joining(","));
        RawHttp viewer = new RawHttp(port, 4096);
        viewers.add(viewer);
        viewer.send("GET", "/videos/long.mp4", "Range: bytes=" + ranges);
        return viewer;
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class LittleMemory {

        @Bean
        AnswerMemory partsMemory() {
            return new AnswerMemory("parts", 150 * 240);
        }

        @Bean
        AnswerMemory listMemory() {
            return new AnswerMemory("list", 1);
        }
    }
}
