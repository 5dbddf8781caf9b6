package marquee.users.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTests {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE = 10 * SECOND;
    private static final long LEAST = 1000;

    private final Pace pace = new Pace();

    private boolean isTooSlow(long second) {
        return pace.isTooSlow(second * SECOND, PATIENCE, LEAST);
    }

    private void wrote(int bytes, boolean whole, long second) {
        pace.wrote(bytes, whole, second * SECOND);
    }

    @Test
    void whoTakesAllAtOnceIsNeverTooSlow() {
        wrote(1, true, 0);
        wrote(1, true, 1000);

        assertThat(isTooSlow(2000)).isFalse();
    }

    @Test
    void whoTakesNothingIsTooSlowWhenPatienceEnds() {
        wrote(500_000, false, 0);

        assertThat(isTooSlow(9)).isFalse();
        assertThat(isTooSlow(10)).isTrue();
        assertThat(pace.blockedNanos(10 * SECOND)).isEqualTo(10 * SECOND);
    }

    @Test
    void whoTakesALittleNowAndThenIsTooSlow() {
        wrote(0, false, 0);
        wrote(4000, false, 4);
        wrote(4000, false, 8);

        assertThat(isTooSlow(10)).isTrue();
    }

    @Test
    void whoTakesEnoughIsWaitedForAgain() {
        wrote(0, false, 0);
        wrote(6000, false, 4);
        wrote(6000, false, 8);

        assertThat(isTooSlow(10)).isFalse();
        assertThat(isTooSlow(19)).isFalse();
        assertThat(isTooSlow(20)).isTrue();
    }

    @Test
    void timeThatTheServiceTakesItselfDoesNotCount() {
        wrote(0, false, 0);
        wrote(10, true, 1);
        wrote(10, false, 100);

        assertThat(isTooSlow(108)).isFalse();
        assertThat(isTooSlow(109)).isTrue();
    }

    @Test
    void nextAnswerBeginsAnew() {
        wrote(0, false, 0);
        wrote(10, true, 9);
        pace.begin();
        wrote(10, false, 10);

        assertThat(isTooSlow(19)).isFalse();
    }
}
