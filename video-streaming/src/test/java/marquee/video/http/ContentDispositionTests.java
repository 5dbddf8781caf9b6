package marquee.video.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentDispositionTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    film.mp4          | film.mp4        | film.mp4
                    a b.mp4           | a b.mp4         | a%20b.mp4
                    100%.mp4          | 100_.mp4        | 100%25.mp4
                    "x"\\.mp4         | _x__.mp4        | %22x%22%5C.mp4
                    it's(1)*.mp4      | it's(1)*.mp4    | it%27s%281%29%2A.mp4
                    naïve.mp4         | na_ve.mp4       | na%C3%AFve.mp4
                    🎬.mp4            | _.mp4           | %F0%9F%8E%AC.mp4
                    """)
    void anyNameIsWrittenForOldAndNewReaders(String name, String fallback, String encoded) {
        assertThat(new ContentDisposition(name).inline())
                .isEqualTo(
                        "inline; filename=\"%s\"; filename*=UTF-8''%s"
                                .formatted(fallback, encoded));
    }

    @Test
    void lineEndsNeverReachTheHeader() {
        assertThat(new ContentDisposition("a\r\nSet-Cookie: x\u0000.mp4").inline())
                .isEqualTo(
                        "inline; filename=\"a__Set-Cookie: x_.mp4\";"
                                + " filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x%00.mp4");
    }
}
