package marquee.video.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;

class ResponseHeadTests {

    private final ResponseHead head =
            new ResponseHead(HttpStatus.OK, Request.UNREADABLE, Instant.EPOCH);

    /** The low bytes of the two characters are those of CR and LF. */
    @Test
    void aCharacterThatFieldsDoNotHaveEndsNoLine() {
        byte[] bytes = head.field("ETag", "\"a\u010D\u010Ab\"").end().bytes().array();

        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .endsWith("\r\nETag: \"a??b\"\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb"})
    void aValueOfTwoLinesIsRefused(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> head.field("ETag", value));
    }
}
