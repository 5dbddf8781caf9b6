package marquee.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
            assertThat(container.awaitReady(3000).log())
                    .contains("Starting AOT-processed")
                    .doesNotContain("[warning][aot");
            assertThat(container.sharesItsAotCache()).isTrue();
        }
    }

    @Test
    void putsNettysArrayIntoJavasSelector() {
        try (var container =
                Container.start(
                        "marquee-test/video-streaming",
                        "-e",
                        "LOGGING_LEVEL_IO_NETTY_CHANNEL_NIO=trace",
                        "-p",
                        "127.0.0.1::3000")) {
            assertThat(container.awaitReady(3000).log())
                    .contains("instrumented a special java.util.Set");
        }
    }

    /** A context prepared at build time has nothing that could tell. */
    @Test
    void tellsTheCollectorThatAVariableNames() throws Exception {
        var told = new CompletableFuture<String>();
        var collector =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext(
                "/v1/traces",
                exchange -> {
                    told.complete(exchange.getRequestHeaders().getFirst("Content-Type"));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        collector.start();
        int port = freePort();
        try (var _ =
                Container.start(
                        "marquee-test/video-streaming",
                        "--network=host",
                        "-e",
                        "PORT=" + port,
                        "-e",
                        "MANAGEMENT_PORT=0",
                        "-e",
                        "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:"
                                + collector.getAddress().getPort())) {
            await().atMost(Duration.ofSeconds(90)).until(() -> Http.answers(port, "/readyz"));
            Http.get(
                    port,
                    "/video",
                    "traceparent",
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
            assertThat(told).succeedsWithin(Duration.ofSeconds(30));
        } finally {
            collector.stop(0);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
