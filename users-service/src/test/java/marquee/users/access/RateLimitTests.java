package marquee.users.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.stream.IntStream;
import marquee.users.start.UnusableVariableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTests {

    private final Clock clock = new Clock();
    private final RateLimit limit = new RateLimit(Quota.parse("60/m"), clock);

    private static final class Clock implements TimeMeter {

        private long nanos;

        void advance(Duration time) {
            nanos += time.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"10/s, 10, 1", "100/m, 100, 60", "1/h, 1, 3600", "9999999/s, 9999999, 1"})
    void readsQuota(String text, long requests, long seconds) {
        assertThat(Quota.parse(text)).isEqualTo(new Quota(requests, Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "0/m", "-1/m", "1.5/s", "100/d", "100 / m", "m/100", "1e3/s"})
    void refusesWhatIsNoQuota(String text) {
        assertThatThrownBy(() -> Quota.parse(text))
                .isInstanceOf(UnusableVariableException.class)
                .hasMessage(
                        "RATE_LIMIT: expected a number of requests, a slash and s, m or h,"
                                + " such as 100/m, found \"%s\".",
                        text);
    }

    @Test
    void admitsAsManyAsTheQuotaSaysAndNoMore() {
        assertThat(admitted(1, 100)).isEqualTo(60);
    }

    @Test
    void countsEachClientByItself() {
        admitted(1, 100);

        assertThat(admitted(2, 100)).isEqualTo(60);
    }

    @Test
    void givesBackEvenly() {
        admitted(1, 60);

        clock.advance(Duration.ofSeconds(10));

        assertThat(admitted(1, 100)).isEqualTo(10);
    }

    @Test
    void saysWhatIsLeftAndWhenThereIsMore() {
        assertThat(limit.count(1))
                .isEqualTo(new RateLimit.Count(true, 59, Duration.ofSeconds(1), Duration.ZERO));

        admitted(1, 59);

        assertThat(limit.count(1))
                .isEqualTo(
                        new RateLimit.Count(
                                false, 0, Duration.ofMinutes(1), Duration.ofSeconds(1)));
    }

    @Test
    void holdsFewCountersHoweverManyClientsCome() {
        for (long client = 0; client < 100_000; client++) {
            limit.count(client);
            assertThat(limit.clients()).isLessThanOrEqualTo(RateLimit.MAX_CLIENTS);
        }
    }

    @Test
    void remembersWhoAsksOftenWhenStrangersFillTheTable() {
        for (long stranger = 1_000; stranger < 100_000; stranger++) {
            if (stranger % 100 == 0) {
                limit.count(1);
            }
            limit.count(stranger);
        }

        assertThat(limit.count(1).admitted()).isFalse();
    }

    private long admitted(long client, int requests) {
        return IntStream.range(0, requests).filter(i -> limit.count(client).admitted()).count();
    }
}
