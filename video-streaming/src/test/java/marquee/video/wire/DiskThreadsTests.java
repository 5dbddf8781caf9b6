package marquee.video.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DiskThreadsTests {

    @Test
    void endsThreadsThatHaveNothingToDo() throws Exception {
        try (DiskThreads disks = new DiskThreads(Duration.ofMillis(1))) {
            Thread first = threadOf(disks);
            assertThat(first.join(Duration.ofSeconds(10))).as("ended").isTrue();
            assertThat(threadOf(disks)).isNotSameAs(first);
        }
    }

    private static Thread threadOf(DiskThreads disks) {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        disks.execute("film.mp4", () -> thread.complete(Thread.currentThread()));
        return thread.join();
    }
}
