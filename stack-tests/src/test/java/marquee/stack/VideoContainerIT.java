package marquee.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** video-streaming in its container; the two ways to build the image give the same behaviour. */
class VideoContainerIT {

    private static final String[] LIMITS = {"-m", "256m", "-p", "127.0.0.1::3000"};

    static List<String> images() {
        return Images.VIDEO_STREAMING;
    }

    @BeforeAll
    static void build() {
        assertThat(Images.ready()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("images")
    void streamsRangesOnAReadOnlyRootAsAnyUser(String image) throws Exception {
        try (var container =
                Container.start(
                        image, "-u", "54321:54321", "-m", "256m", "-p", "127.0.0.1::3000")) {
            int port = container.awaitReady(3000).port(3000);

            var whole = Http.get(port, "/video");
            var part = Http.get(port, "/video", "Range", "bytes=1000-1099");

            assertThat(whole.statusCode()).isEqualTo(200);
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 1000, 1100));
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void namesLanguagesAsTheyNameThemselves(String image) throws Exception {
        try (var container = Container.start(image, LIMITS)) {
            int port = container.awaitReady(3000).port(3000);

            assertThat(new String(Http.get(port, "/videos").body(), UTF_8))
                    .contains("\"label\":\"Deutsch\"");
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void playsTheVideosOfAVolumeInsteadOfTheSample(String image) throws Exception {
        try (var container =
                Container.start(
                        image, "-m", "256m", "-p", "127.0.0.1::3000", "--tmpfs", "/videos")) {
            int port = container.awaitReady(3000).port(3000);

            assertThat(Http.get(port, "/video").statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void endsWith143WellInsideTheGracePeriod(String image) {
        try (var container = Container.start(image, LIMITS)) {
            container.awaitReady(3000);

            Instant asked = Instant.now();
            int code = container.stop();

            assertThat(code).isEqualTo(143);
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(30));
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void logsStructuredLines(String image) {
        try (var container = Container.start(image, LIMITS)) {
            container.awaitReady(3000);

            assertThat(container.log().lines())
                    .allMatch(line -> line.startsWith("{\"@timestamp\""))
                    .anyMatch(line -> line.contains("Microservice listening on port 3000"));
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void saysInOneLineThatTheFolderIsMissing(String image) {
        try (var container = Container.start(image, "-e", "VIDEO_DIR=/no/such/folder")) {
            assertThat(container.awaitExit()).isEqualTo(1);
            assertThat(container.log().lines().filter(line -> line.contains("ERROR")))
                    .singleElement()
                    .asString()
                    .contains("VIDEO_DIR")
                    .doesNotContain("\tat ");
        }
    }

    /** With {@code AOTMode=on} a cache that does not fit this Java or these jars ends the start. */
    @Test
    void startsFromItsAotCache() {
        try (var container =
                Container.start(
                        "marquee-test/video-streaming",
                        "-e",
                        "JDK_JAVA_OPTIONS=-XX:AOTMode=on",
                        "-p",
                        "127.0.0.1::3000")) {
            container.awaitReady(3000);
        }
    }
}
