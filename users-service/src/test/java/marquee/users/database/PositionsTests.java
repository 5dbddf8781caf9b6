package marquee.users.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PositionsTests {

    private final Positions primary = new Positions(Duration.ofNanos(100));

    @Test
    void knowsNothingOfAStandbyBeforeThePrimaryWasSeen() {
        assertThat(primary.momentOf(1000)).isEmpty();
    }

    @Test
    void aStandbyHasEverythingOfTheLatestMomentWhosePositionItReached() {
        primary.add(10, 1000);
        primary.add(20, 2000);
        primary.add(30, 3000);

        assertThat(primary.momentOf(3001)).hasValue(30);
        assertThat(primary.momentOf(3000)).hasValue(30);
        assertThat(primary.momentOf(2999)).hasValue(20);
        assertThat(primary.momentOf(999)).isEmpty();
    }

    @Test
    void aPrimaryThatNobodyWritesToMakesNoStandbyOld() {
        primary.add(10, 1000);
        primary.add(20, 2000);
        primary.add(30, 2000);
        primary.add(500, 2000);

        assertThat(primary.momentOf(2000)).hasValue(500);
        assertThat(primary.momentOf(1999)).isEmpty();
    }

    @Test
    void forgetsWhatIsTooOldToAllowARead() {
        primary.add(10, 1000);
        primary.add(110, 2000);
        assertThat(primary.momentOf(1000)).hasValue(10);

        primary.add(111, 3000);

        assertThat(primary.momentOf(1000)).isEmpty();
        assertThat(primary.momentOf(2000)).hasValue(110);
    }

    @Test
    void forgetsAllOfAPrimaryThatWasReplaced() {
        primary.add(10, 5000);

        primary.clear();
        primary.add(20, 6000);

        assertThat(primary.momentOf(5000)).isEmpty();
    }
}
