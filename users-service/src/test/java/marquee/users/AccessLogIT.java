package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
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
        Map<String, String> variables = new HashMap<>(Postgres.newDatabase().variables());
        variables.put("DATABASE_PASSWORD", Postgres.PASSWORD);
        variables.put("LOG_FORMAT", "ecs");
        variables.put("ACCESS_LOG", "true");
        try (ServiceProcess service = ServiceProcess.start(directory.resolve("log"), variables)) {
            Http http = new Http(service.port());
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> http.get("/readyz").statusCode() == 200);

            http.get(
                    "/search?email=waylon@thesimpsons.com",
                    "traceparent",
                    "00-" + TRACE + "-00f067aa0ba902b7-01");
            http.get("/waylon", "traceparent", "waylon", "User-Agent", "waylon");
            http.send("WAYLON", "/users/waylon", "", "Authorization", "Bearer waylon");

            await().until(() -> answers(service).size() == 3);
            List<JsonNode> answers = answers(service);
            assertThat(answers.get(0).at("/http/route").asString()).isEqualTo("/search");
            assertThat(answers.get(0).at("/message").asString())
                    .matches("GET /search 404 [0-9]+ bytes in [0-9]+ ms, trace " + TRACE);
            assertThat(answers.get(1).at("/message").asString())
                    .matches("GET other 404 [0-9]+ bytes in [0-9]+ ms, trace -");
            assertThat(answers.get(2).at("/message").asString())
                    .matches("other other 401 [0-9]+ bytes in [0-9]+ ms, trace -");
            assertThat(service.log()).doesNotContainIgnoringCase("waylon");
        }
    }

    /** The answers but those of probes; every line is JSON, or this fails. */
    private static List<JsonNode> answers(ServiceProcess service) {
        return service.log()
                .lines()
                .map(json::readTree)
                .filter(line -> line.at("/log/logger").asString().equals("marquee.access"))
                .filter(line -> !line.at("/http/route").asString().equals("/readyz"))
                .toList();
    }
}
