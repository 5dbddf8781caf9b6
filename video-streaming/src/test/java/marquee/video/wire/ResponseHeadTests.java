package marquee.video.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;

class ResponseHeadTests {

    /** The low bytes of the two characters in the middle are those of CR and LF. */
    @Test
    void aCharacterThatFieldsDoNotHaveEndsNoLine() {
        assertThat(written(head().field("ETag", "\"é\u010D\u010Ab\"")))
                .endsWith("\r\nETag: \"é??b\"\r\n\r\n");
    }

    @Test
    void noCharacterEndsALine() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            if (c != '\r' && c != '\n') {
                assertThat(written(head().field("ETag", "a" + c + "b")).lines()).hasSize(5);
            }
        }
    }

    @Test
    void aHeadMayBeLong() {
        String value = "v".repeat(3000);
        ResponseHead.Lines lines = ResponseHead.Lines.of("A", value, "B", value);

        assertThat(written(head().field("C", value).fields(lines).field("D", value)))
                .isEqualTo(
                        """
                        HTTP/1.1 200 OK\r
                        Date: Thu, 01 Jan 1970 00:00:00 GMT\r
                        Connection: close\r
                        C: %1$s\r
                        A: %1$s\r
                        B: %1$s\r
                        D: %1$s\r
                        \r
                        """
                                .formatted(value));
    }

    @Test
    void aHeadHasTheStatusAndTheSecondOfItsAnswer() {
        for (HttpStatus status : List.of(HttpStatus.OK, HttpStatus.NOT_FOUND, HttpStatus.OK)) {
            for (long second = 0; second < 3; second++) {
                ResponseHead head =
                        new ResponseHead(status, Request.UNREADABLE, Instant.ofEpochSecond(second));
                assertThat(written(head))
                        .startsWith("HTTP/1.1 " + status.value() + " " + status.getReasonPhrase())
                        .contains("\r\nDate: Thu, 01 Jan 1970 00:00:0" + second + " GMT\r\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb"})
    void aFieldOfTwoLinesIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> head().field("ETag", text))
                .withMessageContaining("ETag");
        assertThatIllegalArgumentException().isThrownBy(() -> head().field(text, "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> ResponseHead.Lines.of("A", text));
    }

    private static ResponseHead head() {
        return new ResponseHead(HttpStatus.OK, Request.UNREADABLE, Instant.EPOCH);
    }

    private static String written(ResponseHead head) {
        return StandardCharsets.ISO_8859_1.decode(head.end().bytes().duplicate()).toString();
    }
}
