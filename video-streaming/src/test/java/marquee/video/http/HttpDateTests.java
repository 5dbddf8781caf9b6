package marquee.video.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTests {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994"
            })
    void threeFormatsAreTheSameDate(String text) {
        assertThat(HttpDate.parse(text, NOW)).hasValue(Instant.parse("1994-11-06T08:49:37Z"));
    }

    @Test
    void oneFormatIsWritten() {
        assertThat(HttpDate.format(Instant.parse("1994-11-06T08:49:37Z")))
                .isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @ParameterizedTest
    @CsvSource({
        "21-Nov-76 12:00:00, 2076", // fifty years ahead, not more
        "21-Nov-76 12:00:01, 1976",
        "01-Jan-77 00:00:00, 1977",
        "01-Jan-99 00:00:00, 1999",
        "01-Jan-00 00:00:00, 2000",
        "31-Dec-26 23:59:59, 2026"
    })
    void yearOfTwoDigitsIsNeverMoreThanFiftyYearsAhead(String dateTime, int year) {
        assertThat(HttpDate.parse("Monday, " + dateTime + " GMT", NOW))
                .hasValueSatisfying(
                        date -> assertThat(date.toString()).startsWith(Integer.toString(year)));
    }

    @Test
    void yearOfTwoDigitsCrossesTheCentury() {
        assertThat(
                        HttpDate.parse(
                                "Monday, 01-Jan-05 00:00:00 GMT",
                                Instant.parse("2099-01-01T00:00:00Z")))
                .hasValue(Instant.parse("2105-01-01T00:00:00Z"));
    }

    @Test
    void leapSecondIsRead() {
        assertThat(HttpDate.parse("Sat, 31 Dec 2016 23:59:60 GMT", NOW))
                .hasValue(Instant.parse("2017-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "1994-11-06T08:49:37Z",
                "Sun, 06 Nov 1994 08:49:37",
                "Sun, 06 Nov 1994 08:49:37 UTC",
                "Sun, 06 Nov 1994 08:49:37 +0000",
                "sun, 06 nov 1994 08:49:37 gmt",
                "Sun, 6 Nov 1994 08:49:37 GMT",
                "Sun, 31 Feb 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 24:00:00 GMT",
                "Sun, 06 Nov 1994 08:49:61 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
                "\"Sun, 06 Nov 1994 08:49:37 GMT\""
            })
    void whatIsInNoneOfTheFormatsIsNoDate(String text) {
        assertThat(HttpDate.parse(text, NOW)).isEmpty();
    }
}
