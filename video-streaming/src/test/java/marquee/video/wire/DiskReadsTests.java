package marquee.video.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class DiskReadsTests {

    @Test
    void aThreadThatReadsNoDiskIsToldSo() throws InterruptedException {
        DiskReads reads = new DiskReads();
        boolean[] seen = new boolean[2];
        Thread fresh =
                Thread.ofPlatform()
                        .start(() -> {
                            seen[0] = reads.sinceLastAsked(); // loads classes, so it may
                            seen[1] = reads.sinceLastAsked();
                        });
        fresh.join();

        assertThat(seen[1]).isFalse();
    }
}
