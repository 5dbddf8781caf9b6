package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRunTests {

    @TempDir Path folder;

    @Test
    void whoIsReadyLastSaysItForAll() throws IOException {
        LocalRun users = new LocalRun(folder, "users-service");
        LocalRun videos = new LocalRun(folder, "video-streaming");

        assertThat(videos.ready("videos listen", "")).isEqualTo("videos listen\n");
        assertThat(users.ready("users listen", "try this\n"))
                .isEqualTo("videos listen\nusers listen\ntry this\n");
    }

    @Test
    void oneThatFailsIsKnownToTheOtherHoweverLateItComes() throws IOException {
        LocalRun users = new LocalRun(folder, "users-service");
        assertThat(users.isLost()).isFalse();

        new LocalRun(folder, "video-streaming").fail();

        assertThat(users.isLost()).isTrue();
        assertThat(new LocalRun(folder, "users-service").isLost()).isTrue();
    }
}
