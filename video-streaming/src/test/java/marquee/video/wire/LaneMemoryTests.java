package marquee.video.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LaneMemoryTests {

    private final LaneMemory memory = new LaneMemory(1_000);

    @Test
    void oneLaneHasThreeQuarters() {
        assertThat(taken("a", 10)).isEqualTo(750);
    }

    @Test
    void eachFurtherLaneHasThreeQuartersOfWhatIsLeft() {
        taken("a", 1);

        assertThat(taken("b", 1)).isEqualTo(187);
        assertThat(taken("c", 1)).isEqualTo(47);
        assertThat(memory.take("d", 1)).isTrue();
    }

    @Test
    void aLaneThatHasLessThanOthersLeaveGoesOn() {
        assertThat(memory.take("b", 100)).isTrue();
        taken("a", 1);

        assertThat(memory.take("b", 10)).isTrue();
        assertThat(memory.take("a", 1)).isFalse();
    }

    @Test
    void whatIsGivenBackIsThereForAll() {
        taken("a", 1);
        memory.giveBack("a", 750);

        assertThat(taken("b", 1)).isEqualTo(750);
    }

    @Test
    void whoTookNothingGivesNothingBack() {
        assertThat(memory.take("a", 750)).isTrue();
        memory.giveBack("a", 0);

        assertThat(memory.take("a", 1)).isFalse();
    }

    /** Takes as much as there is for a lane, in requests of this size. */
    private int taken(String lane, int bytes) {
        int taken = 0;
        while (memory.take(lane, bytes)) {
            taken += bytes;
        }
        return taken;
    }
}
