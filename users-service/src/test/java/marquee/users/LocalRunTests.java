package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRunTests {

    @TempDir Path folder;

    private LocalRun join(String service) throws IOException {
        return new LocalRun(folder, service, Set.of("users-service", "video-streaming"));
    }

    @Test
    void whoIsReadyLastSaysItForAllAndNobodyElseDoes() throws IOException {
        LocalRun users = join("users-service");
        LocalRun videos = join("video-streaming");

        assertThat(videos.ready("videos listen", "")).isEmpty();
        assertThat(users.ready("users listen", "try this\n"))
                .isEqualTo("videos listen\nusers listen\ntry this\n");
    }

    @Test
    void whoRunsAloneWaitsForNobody() throws IOException {
        LocalRun users = new LocalRun(folder, "users-service", Set.of("users-service"));

        assertThat(users.ready("users listen", "try this\n")).isEqualTo("users listen\ntry this\n");
    }

    @Test
    void oneThatFailsIsKnownToTheOtherHoweverLateItComes() throws IOException {
        LocalRun users = join("users-service");
        assertThat(users.isLost()).isFalse();

        join("video-streaming").fail();

        assertThat(users.isLost()).isTrue();
        assertThat(join("users-service").isLost()).isTrue();
    }
}
