package marquee.video.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import marquee.video.http.EntityTag;
import marquee.video.http.Representation;
import marquee.video.http.RequestTarget;
import marquee.video.wire.Request;
import marquee.video.wire.ResponseHead;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

/** Files whose descriptions are kept in one place, in turns. */
class DescriptionsTests {

    private static final Instant CHANGED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Representation STATE = state("Aa", CHANGED);
    private static final Request REQUEST =
            new Request(
                    "GET",
                    RequestTarget.parse("/video").orElseThrow(),
                    _ -> List.of(),
                    0,
                    0,
                    false,
                    true);

    private final Descriptions descriptions = new Descriptions("no-cache");

    @Test
    void fileHasTheNameThatItWasAskedForBy() {
        for (int turn = 0; turn < 2; turn++) {
            assertThat(head(STATE, "film.mp4")).contains("filename=\"film.mp4\"");
            assertThat(head(STATE, "link.mp4")).contains("filename=\"link.mp4\"");
        }
    }

    @Test
    void stateHasItsOwnTag() {
        Representation other = state("BB", CHANGED); // with the same hash
        for (int turn = 0; turn < 2; turn++) {
            assertThat(head(STATE, "film.mp4")).contains("ETag: \"Aa\"");
            assertThat(head(other, "film.mp4")).contains("ETag: \"BB\"");
        }
    }

    @Test
    void timeThatIsNotInTheFutureAnyMoreIsSaid() {
        Representation later = state("Aa", CHANGED.plusSeconds(1));

        assertThat(head(STATE, "film.mp4"))
                .contains("Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT");
        assertThat(head(later, "film.mp4"))
                .contains("Last-Modified: Thu, 01 Jan 2026 00:00:01 GMT");
    }

    private static Representation state(String tag, Instant lastModified) {
        return new Representation(10, EntityTag.strong(tag), lastModified);
    }

    private String head(Representation state, String name) {
        byte[] bytes =
                new ResponseHead(HttpStatus.OK, REQUEST, CHANGED)
                        .fields(descriptions.of(state, name))
                        .end()
                        .bytes()
                        .array();
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
