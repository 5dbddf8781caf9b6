package marquee.video.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFieldsTests {

    private final RequestFields fields = new RequestFields();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "If-Match",
                "if-none-match",
                "IF-MODIFIED-SINCE",
                "iF-Unmodified-Since",
                "If-Range"
            })
    void oneFieldMakesARequestConditionalHoweverItIsWritten(String name) {
        fields.add("Host", "films.example");
        fields.add(name, "x");
        fields.add("Range", "bytes=0-");

        assertThat(fields.mayBeConditional()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Range", "If", "I", "Iffy", "Accept-If-Match"})
    void othersDoNot(String name) {
        fields.add(name, "x");

        assertThat(fields.mayBeConditional()).isFalse();
        assertThat(fields.lines(name)).containsExactly("x");
    }
}
