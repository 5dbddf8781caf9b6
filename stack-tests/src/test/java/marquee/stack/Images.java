package marquee.stack;

import java.time.Duration;
import java.util.List;

/** The images under test: Jib's are built before these tests, the Dockerfile's on first use. */
final class Images {

    static final List<String> VIDEO_STREAMING =
            List.of("video-streaming", "marquee-test/video-streaming");
    static final List<String> USERS_SERVICE =
            List.of("users-service", "marquee-test/users-service");
    static final String TEST_DATABASE = "marquee-test/test-database";

    private static final boolean built = build();

    private Images() {}

    /** Builds by the Dockerfiles what is not there; a second call costs nothing. */
    static boolean ready() {
        return built;
    }

    private static boolean build() {
        for (String service : List.of("video-streaming", "users-service")) {
            Command.of(
                            "docker",
                            "build",
                            "--build-arg",
                            "SERVICE=" + service,
                            "-t",
                            "marquee-test/" + service,
                            ".")
                    .with("DOCKER_BUILDKIT", "1")
                    .within(Duration.ofMinutes(12))
                    .output();
        }
        Command.of("docker", "build", "-f", "test-database/Dockerfile", "-t", TEST_DATABASE, ".")
                .output();
        return true;
    }
}
