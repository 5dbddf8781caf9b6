package marquee.stack;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** docker-compose.yml brought up under a project name and on ports of its own. */
final class Compose implements AutoCloseable {

    private final String project = "marquee-test-" + UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, String> environment = new HashMap<>();
    final int videoPort = freePort();
    final int usersPort = freePort();
    final int registryPort = freePort();

    Compose() {
        environment.put("VIDEO_PORT", Integer.toString(videoPort));
        environment.put("USERS_PORT", Integer.toString(usersPort));
        environment.put("REGISTRY_PORT", Integer.toString(registryPort));
        environment.put("VIDEO_STREAMING_IMAGE", "marquee-test/video-streaming");
        environment.put("USERS_SERVICE_IMAGE", "marquee-test/users-service");
        environment.put("TEST_DATABASE_IMAGE", Images.TEST_DATABASE);
    }

    Compose with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Command command(String... arguments) {
        List<String> words = new ArrayList<>(List.of("docker-compose", "-p", project));
        words.addAll(List.of(arguments));
        return Command.of(words.toArray(String[]::new))
                .with(environment)
                .with("DOCKER_BUILDKIT", "1")
                .with("COMPOSE_DOCKER_CLI_BUILD", "1")
                .within(Duration.ofMinutes(12));
    }

    Compose awaitReady() {
        Awaitility.await("the stack")
                .atMost(Duration.ofMinutes(2))
                .until(() ->
                        Http.answers(videoPort, "/readyz") && Http.answers(usersPort, "/readyz"));
        return this;
    }

    String container(String service) {
        return command("ps", "-q", service).output();
    }

    @Override
    public void close() {
        command("--profile", "registry", "down", "-v", "--remove-orphans").output();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
