package marquee.users;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks both services the same bad requests, and holds the same answers. */
@WholeService
class BadRequestsIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path REQUESTS = Path.of("..", "shared-tests", "bad-requests.json");

    @LocalServerPort int port;

    @TestFactory
    Stream<DynamicTest> isRefusedAlikeByBothServices() {
        JsonNode cases = JSON.readTree(REQUESTS.toFile());
        assertThat(cases).hasSizeGreaterThan(15);
        return StreamSupport.stream(cases.spliterator(), false)
                .map(each ->
                        DynamicTest.dynamicTest(
                                each.at("/name").asString(), () -> isAnsweredAsSaid(each)));
    }

    private void isAnsweredAsSaid(JsonNode request) throws IOException {
        String answer = answer(request.at("/request").asString());
        String head = answer.substring(0, answer.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
        JsonNode problem = JSON.readTree(answer.substring(head.length()));

        assertThat(head).startsWith("http/1.1 " + request.at("/status").asInt());
        assertThat(head).contains("content-type: application/problem+json");
        assertThat(problem.at("/type").asString())
                .isEqualTo("urn:marquee:problem:" + request.at("/type").asString());
        assertThat(problem.at("/status").asInt()).isEqualTo(request.at("/status").asInt());
        assertThat(problem.at("/detail")).isEqualTo(request.at("/detail"));
        assertThat(problem.has("instance")).isFalse();
    }

    /** Read to the end of its body, whether or not the connection stays. */
    private String answer(String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            StringBuilder answer = new StringBuilder();
            byte[] bytes = new byte[8192];
            int read = 0;
            while (read >= 0 && !answer.toString().endsWith("}")) {
                read = socket.getInputStream().read(bytes);
                answer.append(new String(bytes, 0, Math.max(read, 0), ISO_8859_1));
            }
            return answer.toString();
        }
    }
}
