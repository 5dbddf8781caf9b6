package marquee.users.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

class ProblemTypeTests {

    @Test
    void documentationListsEveryTypeWithItsStatus() throws IOException {
        String section =
                Files.readString(Path.of("../docs/problems.md"))
                        .replaceFirst("(?s).*\n## users-service\n", "")
                        .replaceFirst("(?s)\n## .*", "");
        List<String> listed =
                section.lines()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.replaceFirst("(\\| [0-9]+) .*", "$1"))
                        .toList();

        assertThat(listed)
                .containsExactlyElementsOf(
                        Arrays.stream(ProblemType.values()).map(ProblemTypeTests::row).toList());
    }

    private static String row(ProblemType type) {
        String name = type.uri().toString().replace("urn:marquee:problem:", "");
        return "| `%s` | %d".formatted(name, type.status().value());
    }

    @Test
    void problemHasTheTypeOfItsStatusUnlessItHasOneOfItsOwn() {
        assertThat(type(ProblemDetail.forStatus(HttpStatus.NOT_FOUND)))
                .isEqualTo("urn:marquee:problem:not-found");
        assertThat(type(Refusal.userNotFound().getBody()))
                .isEqualTo("urn:marquee:problem:user-not-found");
        assertThat(type(ProblemDetail.forStatus(HttpStatus.LOOP_DETECTED)))
                .isEqualTo("about:blank");
    }

    private static String type(ProblemDetail problem) {
        return new JsonMapper().readTree(Problem.json(problem)).get("type").asString();
    }
}
