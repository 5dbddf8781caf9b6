package marquee.video.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTargetTests {

    /** Their hashes are equal, so that each takes the other's place among the recent ones. */
    private static final List<String> ALIKE = List.of("/videos/Aa", "/videos/BB");

    @Test
    void targetsThatTakeEachOthersPlaceAreToldApart() {
        assertThat(ALIKE).extracting(String::hashCode).containsOnly(ALIKE.getFirst().hashCode());
        for (int turn = 0; turn < 2; turn++) {
            for (String text : ALIKE) {
                assertThat(segments(text)).containsExactly("videos", text.substring(8));
                assertThat(segments(text)).containsExactly("videos", text.substring(8));
            }
        }
    }

    @Test
    void whatIsNoTargetIsNoneTheSecondTimeEither() {
        assertThat(RequestTarget.parse("/a%2Fb")).isEmpty();
        assertThat(RequestTarget.parse("/a%2Fb")).isEmpty();
    }

    @Test
    void formsOfOnePathStayWhatTheyAre() {
        for (int turn = 0; turn < 2; turn++) {
            assertThat(RequestTarget.parse("http://one.example/video").orElseThrow().authority())
                    .isEqualTo("one.example");
            assertThat(RequestTarget.parse("/video").orElseThrow().authority()).isNull();
            assertThat(RequestTarget.parse("/video?t=1").orElseThrow().origin())
                    .isEqualTo("/video?t=1");
        }
    }

    private static List<String> segments(String text) {
        return RequestTarget.parse(text).orElseThrow().segments();
    }
}
