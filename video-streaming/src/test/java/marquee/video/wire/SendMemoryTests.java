package marquee.video.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendMemoryTests {

    private static final int MIB = 1 << 20;

    private final List<String> served = new ArrayList<>();
    private int shortages;
    private final SendMemory memory = new SendMemory(100, () -> shortages++);

    @Test
    void theLastIsServedBeyondTheBoundAndTheNextWaits() {
        assertThat(take(60, "a")).isTrue();
        assertThat(take(60, "b")).isTrue();
        assertThat(shortages).isZero();

        assertThat(take(60, "c")).isFalse();

        assertThat(shortages).isEqualTo(1);
        assertThat(memory.taken()).isEqualTo(120);
        assertThat(memory.waiting()).isEqualTo(1);
    }

    @Test
    void roomThatIsGivenBackIsTakenForWhoWaits() {
        take(60, "a");
        take(60, "b");
        take(70, "c");

        memory.giveBack(60);

        assertThat(served).containsExactly("c 70");
        assertThat(memory.taken()).isEqualTo(130);
        memory.giveBack(10);
        assertThat(memory.waiting()).isZero();
        assertThat(memory.taken()).isEqualTo(120);
    }

    @Test
    void answersThatBeginAndThatGoOnTakeTurnsOfTheFormerTheNewestAndTheOldest() {
        take(100, "all");
        for (int i = 1; i <= 3; i++) {
            memory.take(100, true, part("new " + i));
            memory.take(100, false, part("old " + i));
        }

        for (int i = 0; i < 6; i++) {
            memory.giveBack(100);
        }

        assertThat(served)
                .containsExactly(
                        "new 3 100",
                        "old 1 100",
                        "new 1 100",
                        "old 2 100",
                        "new 2 100",
                        "old 3 100");
    }

    @Test
    void whoWaitsLongestIsServedHoweverManyCome() {
        take(100, "all");
        memory.take(100, true, part("first"));

        for (int i = 0; i < 4; i++) {
            memory.take(100, true, part("later"));
            memory.giveBack(100);
        }

        assertThat(served).contains("first 100");
    }

    @Test
    void whoLeavesWaitsNoMore() {
        take(100, "all");
        SendMemory.Part part = part("left");
        memory.take(10, true, part);

        assertThat(memory.giveUp(part)).isTrue();
        memory.giveBack(100);

        assertThat(served).isEmpty();
        assertThat(memory.taken()).isZero();
        assertThat(memory.giveUp(part)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "16,   3,      0", // the kernel's choice
        "16,   4,  65536",
        "16, 128,  65027",
        "16, 300,  32768",
        " 1,   0,  65536"
    })
    void shareOfAnotherIsSmallerTheMoreThereAre(int memoryMib, int there, int share) {
        SendMemory some = new SendMemory((long) memoryMib * MIB, () -> {});
        for (int i = 0; i < there; i++) {
            some.take(100_000, true, part("some"));
        }

        assertThat(some.share()).isEqualTo(share);
    }

    @Test
    void shareGrowsAgainWhenOthersHaveTakenTheirs() {
        SendMemory some = new SendMemory(16 * MIB, () -> {});
        for (int i = 0; i < 63; i++) {
            some.take(100_000, true, part("some"));
        }
        for (int i = 0; i < 60; i++) {
            some.giveBack(100_000);
        }

        assertThat(some.share()).isZero();
    }

    @Test
    void shareIsOfAllWhoAreServedAlsoWhileTheyHoldNothing() {
        SendMemory some = new SendMemory(16 * MIB, () -> {});
        for (int i = 0; i < 300; i++) {
            some.begins();
        }
        assertThat(some.share()).isEqualTo(32 << 10);

        for (int i = 0; i < 299; i++) {
            some.ends();
        }
        assertThat(some.share()).isZero();
    }

    private boolean take(long bytes, String name) {
        return memory.take(bytes, true, part(name));
    }

    private SendMemory.Part part(String name) {
        return taken -> served.add(name + " " + taken);
    }
}
