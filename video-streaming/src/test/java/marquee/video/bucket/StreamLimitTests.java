package marquee.video.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamLimitTests {

    @ParameterizedTest
    @CsvSource({"16, 32", "84, 58", "128, 117", "1024, 1312", "100000, 2000"})
    void streamsTakeAQuarterOfTheHeap(long megabytes, int streams) {
        assertThat(StreamLimit.of(megabytes << 20)).isEqualTo(streams);
    }
}
