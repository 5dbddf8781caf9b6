package marquee.video.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class ProblemTypeTests {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([0-9]{3}) \\|");

    @Test
    void tableOfTheDocumentationHasEachKindAndNoOther() throws IOException {
        String all = Files.readString(Path.of("../docs/problems.md"));
        String section = all.split("(?m)^## video-streaming$", 2)[1].split("(?m)^## ", 2)[0];
        List<String> written =
                ROW.matcher(section)
                        .results()
                        .map(row -> row.group(1) + " " + row.group(2))
                        .toList();

        assertThat(written)
                .containsExactlyElementsOf(
                        Stream.of(ProblemType.values())
                                .map(type -> name(type) + " " + type.status().value())
                                .toList());
    }

    @Test
    void statusAloneIsOfItsMostGeneralKind() {
        assertThat(ProblemType.of(HttpStatus.NOT_FOUND)).contains(ProblemType.NOT_FOUND);
        assertThat(ProblemType.of(HttpStatus.SERVICE_UNAVAILABLE)).contains(ProblemType.OVERLOADED);
        assertThat(ProblemType.of(HttpStatus.PAYMENT_REQUIRED)).isEmpty();
        assertThat(Problem.of(HttpStatus.PAYMENT_REQUIRED, "Pay.").json())
                .asString()
                .contains("\"type\":\"about:blank\"");
    }

    private static String name(ProblemType type) {
        assertThat(type.uri()).startsWith("urn:marquee:problem:");
        return type.uri().substring("urn:marquee:problem:".length());
    }
}
