package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log as JSON, with a line for each answer that tells nothing of whom it was for. */
class AccessLogIT {

    private static final JsonMapper json = new JsonMapper();
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @TempDir Path directory;

    @Test
    void hasALineOfJsonForEachAnswer() throws Exception {
        OffsetFile.write(directory.resolve("film.mp4"), 1_000);
        Map<String, String> variables =
                Map.of(
                        "VIDEO_DIR",
                        directory.toString(),
                        "LOG_FORMAT",
                        "ecs",
                        "ACCESS_LOG",
                        "true");
        try (ServiceProcess service = ServiceProcess.start(directory.resolve("log"), variables)) {
            int port = service.port();

            RawHttp.once(
                    port,
                    "GET",
                    "/videos/film.mp4?word=marker",
                    "Range: bytes=0-99",
                    "traceparent: 00-" + TRACE + "-00f067aa0ba902b7-01");
            await().until(() -> answers(service).size() == 1);
            RawHttp.once(port, "GET", "/marker", "traceparent: marker", "User-Agent: marker");
            await().until(() -> answers(service).size() == 2);
            RawHttp.once(port, "MARKER", "/videos/marker.mp4", "Authorization: Bearer marker");

            await().until(() -> answers(service).size() == 3);
            assertThat(answers(service).getFirst().at("/http/route").asString())
                    .isEqualTo("/videos/{id}");
            assertThat(answers(service).getFirst().at("/message").asString())
                    .matches(
                            "GET /videos/\\{id} 206 [4-9][0-9]{2} bytes in [0-9]+ ms, trace "
                                    + TRACE);
            assertThat(answers(service).get(1).at("/message").asString())
                    .matches("GET other 404 [0-9]+ bytes in [0-9]+ ms, trace -");
            assertThat(answers(service).get(2).at("/message").asString())
                    .matches("other /videos/\\{id} 405 [0-9]+ bytes in [0-9]+ ms, trace -");
            assertThat(service.log()).doesNotContainIgnoringCase("marker");
        }
    }

    /** Every line is JSON, or this fails. */
    private static List<JsonNode> answers(ServiceProcess service) {
        return service.log()
                .lines()
                .map(json::readTree)
                .filter(line -> line.at("/log/logger").asString().equals("marquee.access"))
                .toList();
    }
}
