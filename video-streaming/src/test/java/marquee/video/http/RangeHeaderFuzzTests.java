package marquee.video.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Whatever stands in a header, the answer is one of the six. JAZZER_FUZZ=1 looks further. */
class RangeHeaderFuzzTests {

    @FuzzTest(maxDuration = "3m")
    void anyRangeSelectsBytesOfTheFile(@NotNull FuzzedDataProvider data) {
        long size = data.consumeLong(0, Long.MAX_VALUE);
        String value = data.consumeRemainingAsString();
        Instant now = Instant.EPOCH;
        Representation state = Representation.at(now, size, EntityTag.strong("x"), now);
        Map<String, List<String>> fields = Map.of("Range", List.of(value));

        Outcome outcome =
                Outcome.withRanges(name -> fields.getOrDefault(name, List.of()), state, now);

        List<ByteRange> ranges =
                switch (outcome) {
                    case Outcome.Part(ByteRange range) -> List.of(range);
                    case Outcome.Parts(List<ByteRange> parts) -> parts;
                    default -> List.of();
                };
        assertThat(ranges).hasSizeLessThanOrEqualTo(RangeHeader.MAX_RANGES);
        assertThat(ranges).allMatch(range -> range.last() < size);
        assertThat(ranges.stream().mapToLong(ByteRange::length).sum()).isBetween(0L, size);
    }

    @FuzzTest(maxDuration = "3m")
    void anyPreconditionIsDecided(@NotNull FuzzedDataProvider data) {
        Instant now = Instant.ofEpochSecond(data.consumeInt());
        Representation state = Representation.at(now, 10, EntityTag.strong("x"), now);
        List<String> names =
                List.of(
                        "If-Match",
                        "If-None-Match",
                        "If-Modified-Since",
                        "If-Unmodified-Since",
                        "If-Range");
        String name = data.pickValue(names);
        String value = data.consumeRemainingAsString();

        Outcome outcome =
                Outcome.withRanges(
                        asked -> asked.equals(name) ? List.of(value) : List.of(), state, now);

        assertThat(outcome)
                .isInstanceOfAny(
                        Outcome.Whole.class,
                        Outcome.NotModified.class,
                        Outcome.PreconditionFailed.class);
    }
}
