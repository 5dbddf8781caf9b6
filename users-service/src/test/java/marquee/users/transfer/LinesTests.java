package marquee.users.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import marquee.users.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LinesTests {

    private static List<String> lines(String text) throws IOException {
        return lines(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> lines(byte[] body) throws IOException {
        Lines lines = new Lines(new ByteArrayInputStream(body));
        List<String> all = new ArrayList<>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
            assertThat(lines.number()).isEqualTo(all.size());
        }
        return all;
    }

    static Stream<Arguments> endsOfLines() {
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of("\ufeff", List.of()),
                Arguments.of("\n", List.of("")),
                Arguments.of("a", List.of("a")),
                Arguments.of("a\n", List.of("a")),
                Arguments.of("a\r\nb\r\n", List.of("a", "b")),
                Arguments.of("a\n\nb", List.of("a", "", "b")),
                Arguments.of("\ufeffa\n\ufeffb", List.of("a", "\ufeffb")),
                Arguments.of("a\rb\n", List.of("a\rb")));
    }

    @ParameterizedTest
    @MethodSource("endsOfLines")
    void readsLineByLine(String text, List<String> expected) throws IOException {
        assertThat(lines(text)).isEqualTo(expected);
    }

    @Test
    void findsEveryLineWhereverThePiecesEnd() throws IOException {
        List<String> texts =
                IntStream.range(0, 300).mapToObj(n -> "ü".repeat(n * 37 % 20_000)).toList();

        assertThat(lines(String.join("\r\n", texts) + "\r\n")).isEqualTo(texts);
    }

    @Test
    void lineHasABound() throws IOException {
        String longest = "x".repeat(Lines.MAX_LENGTH);

        assertThat(lines("a\n" + longest + "\nb\n")).containsExactly("a", longest, "b");
        assertThatThrownBy(() -> lines("a\n" + longest + "x\n"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("at most 65536 characters, found more in line 2.");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThatThrownBy(() -> lines(new byte[] {'a', '\n', (byte) 0xff, '\n'}))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Expected UTF-8");
    }
}
