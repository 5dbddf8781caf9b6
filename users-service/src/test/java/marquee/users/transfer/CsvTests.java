package marquee.users.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTests {

    private static List<List<String>> records(String text) throws IOException {
        Lines lines = new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        List<List<String>> all = new ArrayList<>();
        for (List<String> next = Csv.next(lines); next != null; next = Csv.next(lines)) {
            all.add(next);
        }
        return all;
    }

    @Test
    void readsWhatItWrites() throws IOException {
        String[] fields = {"", "a,b", "\"", "two\nlines", " spaces ", "plain"};

        assertThat(records(Csv.record(fields))).containsExactly(List.of(fields));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"y,1", "x\"y\",1", "x,\"y\" "})
    void recordWithAStrayQuoteIsOneFaultAndReadingGoesOn(String record) throws IOException {
        assertThat(records("a,b\n" + record + "\nc,d\n"))
                .containsExactly(List.of("a", "b"), List.of(), List.of("c", "d"));
    }

    @Test
    void quoteThatIsNeverClosedEndsWithinItsBound() throws IOException {
        List<List<String>> read = records("\"" + "x\n".repeat(Lines.MAX_LENGTH) + "c,d\n");

        assertThat(read).startsWith(List.of()).endsWith(List.of("c", "d"));
        assertThat(read).hasSizeGreaterThan(Lines.MAX_LENGTH / 2);
    }
}
