package marquee.video.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import marquee.video.http.Outcome.NotModified;
import marquee.video.http.Outcome.Part;
import marquee.video.http.Outcome.Parts;
import marquee.video.http.Outcome.PreconditionFailed;
import marquee.video.http.Outcome.Unsatisfiable;
import marquee.video.http.Outcome.Whole;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The groups are in the order of RFC 9110 §13.2.2. */
class OutcomeTests {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Representation FILE =
            Representation.at(
                    NOW, 100, EntityTag.strong("now"), Instant.parse("2026-11-20T10:00:00.75Z"));

    private static final String EARLIER = "Fri, 20 Nov 2026 09:59:59 GMT";
    private static final String EXACT = "Fri, 20 Nov 2026 10:00:00 GMT";
    private static final String LATER = "Fri, 20 Nov 2026 10:00:01 GMT";
    private static final String RANGE = "Range: bytes=0-9";
    private static final Outcome PART = new Part(new ByteRange(0, 9));

    private static Outcome get(String... lines) {
        return Outcome.withRanges(fields(lines), FILE, NOW);
    }

    private static Outcome head(String... lines) {
        return Outcome.withoutRanges(fields(lines), FILE, NOW);
    }

    private static Fields fields(String... lines) {
        return name ->
                Stream.of(lines)
                        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix(name)))
                        .map(line -> line.substring(prefix(name).length()).strip())
                        .toList();
    }

    private static String prefix(String name) {
        return name.toLowerCase(Locale.ROOT) + ":";
    }

    @Nested
    class IfMatch {

        @ParameterizedTest
        @ValueSource(
                strings = {"\"now\"", "\"old\", \"now\"", "W/\"now\", \"now\"", "*", ",\"now\","})
        void currentTagProceeds(String tags) {
            assertThat(get("If-Match: " + tags)).isEqualTo(new Whole());
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"old\"", "W/\"now\"", "now", "", "\"now\" \"old\"", "*, \"now\""})
        void anythingElseFails(String tags) {
            assertThat(get("If-Match: " + tags)).isEqualTo(new PreconditionFailed());
            assertThat(head("If-Match: " + tags)).isEqualTo(new PreconditionFailed());
        }

        @Test
        void severalLinesAreOneList() {
            assertThat(get("If-Match: \"old\"", "If-Match: \"now\"")).isEqualTo(new Whole());
        }

        @Test
        void outranksIfUnmodifiedSince() {
            assertThat(get("If-Match: \"now\"", "If-Unmodified-Since: " + EARLIER))
                    .isEqualTo(new Whole());
            assertThat(get("If-Match: \"old\"", "If-Unmodified-Since: " + LATER))
                    .isEqualTo(new PreconditionFailed());
        }

        @Test
        void comesBeforeIfNoneMatchAndRange() {
            assertThat(get("If-Match: \"old\"", "If-None-Match: \"now\"", "Range: bytes=500-"))
                    .isEqualTo(new PreconditionFailed());
            assertThat(get("If-Match: \"now\"", "If-None-Match: \"now\""))
                    .isEqualTo(new NotModified());
        }
    }

    @Nested
    class IfUnmodifiedSince {

        @Test
        void failsOnlyWhenTheFileIsNewer() {
            assertThat(get("If-Unmodified-Since: " + EARLIER)).isEqualTo(new PreconditionFailed());
            assertThat(get("If-Unmodified-Since: " + EXACT)).isEqualTo(new Whole());
            assertThat(get("If-Unmodified-Since: " + LATER, RANGE)).isEqualTo(PART);
        }

        @Test
        void everyFormatIsUnderstood() {
            assertThat(get("If-Unmodified-Since: Friday, 20-Nov-26 09:59:59 GMT"))
                    .isEqualTo(new PreconditionFailed());
            assertThat(get("If-Unmodified-Since: Fri Nov 20 09:59:59 2026"))
                    .isEqualTo(new PreconditionFailed());
        }

        @Test
        void whatIsNoDateIsIgnored() {
            assertThat(get("If-Unmodified-Since: yesterday")).isEqualTo(new Whole());
            assertThat(get("If-Unmodified-Since: " + EARLIER, "If-Unmodified-Since: " + EARLIER))
                    .isEqualTo(new Whole());
        }
    }

    @Nested
    class IfNoneMatch {

        @ParameterizedTest
        @ValueSource(strings = {"\"now\"", "W/\"now\"", "\"old\", W/\"now\"", "*", ",,\"now\""})
        void currentTagIsNotModifiedByWeakComparison(String tags) {
            assertThat(get("If-None-Match: " + tags)).isEqualTo(new NotModified());
            assertThat(head("If-None-Match: " + tags)).isEqualTo(new NotModified());
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"old\"", "W/\"old\"", "now", "", "\"now", "*, \"old\""})
        void anythingElseProceeds(String tags) {
            assertThat(get("If-None-Match: " + tags)).isEqualTo(new Whole());
        }

        @Test
        void severalLinesAreOneList() {
            assertThat(get("If-None-Match: \"old\"", "If-None-Match: \"now\""))
                    .isEqualTo(new NotModified());
        }

        @Test
        void outranksIfModifiedSince() {
            assertThat(get("If-None-Match: \"old\"", "If-Modified-Since: " + LATER))
                    .isEqualTo(new Whole());
        }

        @Test
        void comesBeforeRange() {
            assertThat(get("If-None-Match: \"now\"", RANGE)).isEqualTo(new NotModified());
            assertThat(get("If-None-Match: \"now\"", "Range: bytes=500-"))
                    .isEqualTo(new NotModified());
            assertThat(get("If-None-Match: \"old\"", RANGE)).isEqualTo(PART);
        }
    }

    @Nested
    class IfModifiedSince {

        @Test
        void isNotModifiedUnlessTheFileIsNewer() {
            assertThat(get("If-Modified-Since: " + EARLIER)).isEqualTo(new Whole());
            assertThat(get("If-Modified-Since: " + EXACT)).isEqualTo(new NotModified());
            assertThat(head("If-Modified-Since: " + LATER)).isEqualTo(new NotModified());
        }

        @Test
        void whatIsNoDateIsIgnored() {
            assertThat(get("If-Modified-Since: 0")).isEqualTo(new Whole());
            assertThat(get("If-Modified-Since: " + EXACT, "If-Modified-Since: " + EXACT))
                    .isEqualTo(new Whole());
        }
    }

    @Nested
    class IfRange {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"now\"",
                    EXACT,
                    "Friday, 20-Nov-26 10:00:00 GMT",
                    "Fri Nov 20 10:00:00 2026"
                })
        void strongTagAndExactDateLeaveTheRange(String value) {
            assertThat(get("If-Range: " + value, RANGE)).isEqualTo(PART);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"old\"",
                    "W/\"now\"",
                    EARLIER,
                    LATER,
                    "now",
                    "*",
                    "",
                    "\"now\", \"old\"",
                    "\"now"
                })
        void anythingElseIsAnsweredWithTheWhole(String value) {
            assertThat(get("If-Range: " + value, RANGE)).isEqualTo(new Whole());
            assertThat(get("If-Range: " + value, "Range: bytes=500-")).isEqualTo(new Whole());
        }

        @Test
        void meansNothingWithoutARange() {
            assertThat(get("If-Range: \"old\"")).isEqualTo(new Whole());
        }

        @Test
        void ofTwoLinesIsAnsweredWithTheWhole() {
            assertThat(get("If-Range: \"now\"", "If-Range: \"now\"", RANGE)).isEqualTo(new Whole());
        }
    }

    @Nested
    class Range {

        @Test
        void oneIsAPartAndSeveralAreParts() {
            assertThat(get("Range: bytes=0-9")).isEqualTo(PART);
            assertThat(get("Range: bytes=0-9,20-29"))
                    .isEqualTo(new Parts(List.of(new ByteRange(0, 9), new ByteRange(20, 29))));
        }

        @Test
        void severalThatBecomeOneAreAPart() {
            assertThat(get("Range: bytes=0-4,5-9")).isEqualTo(PART);
        }

        @Test
        void oneSatisfiableSuffices() {
            assertThat(get("Range: bytes=500-,0-9,-0")).isEqualTo(PART);
        }

        @Test
        void noneSatisfiableIsRefused() {
            assertThat(get("Range: bytes=100-")).isEqualTo(new Unsatisfiable());
            assertThat(get("Range: bytes=-0")).isEqualTo(new Unsatisfiable());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"bytes=0-9,9-0", "items=0-9", "bytes=+1-9", "bytes=0-,0-", "bytes="})
        void setThatIsNotFollowedIsAnsweredWithTheWhole(String value) {
            assertThat(get("Range: " + value)).isEqualTo(new Whole());
        }

        @Test
        void ofTwoLinesIsIgnored() {
            assertThat(get(RANGE, "Range: bytes=20-29")).isEqualTo(new Whole());
            assertThat(get(RANGE, RANGE)).isEqualTo(new Whole());
        }

        @Test
        void isForGetAlone() {
            assertThat(head(RANGE)).isEqualTo(new Whole());
            assertThat(head("Range: bytes=500-")).isEqualTo(new Whole());
        }

        @ParameterizedTest
        @ValueSource(strings = {"bytes=0-", "bytes=-1", "bytes=-0", "bytes=0-0,-1"})
        void ofAnEmptyFileIsIgnored(String value) {
            Representation empty = Representation.at(NOW, 0, EntityTag.strong("e"), NOW);

            assertThat(Outcome.withRanges(fields("Range: " + value), empty, NOW))
                    .isEqualTo(new Whole());
        }
    }

    @Test
    void lastModifiedIsNeverInTheFuture() {
        Representation file =
                Representation.at(NOW, 1, EntityTag.strong("f"), NOW.plusSeconds(3600));

        assertThat(file.lastModified()).isEqualTo(NOW);
    }
}
