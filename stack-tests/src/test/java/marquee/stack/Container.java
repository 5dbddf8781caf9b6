package marquee.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;

/** A container that runs for one test, under the hardening that docker-compose.yml gives it. */
final class Container implements AutoCloseable {

    private static final List<String> HARDENING =
            List.of(
                    "--read-only",
                    "--tmpfs=/tmp:size=64m",
                    "--cap-drop=ALL",
                    "--security-opt=no-new-privileges:true",
                    "--pids-limit=200");

    private final String name = "marquee-test-" + UUID.randomUUID().toString().substring(0, 8);

    private Container() {}

    /** Starts {@code image} with further options of {@code docker run}. */
    static Container start(String image, String... options) {
        var container = new Container();
        List<String> words = new ArrayList<>(List.of("docker", "run", "-d", "--name"));
        words.add(container.name);
        words.addAll(HARDENING);
        words.addAll(List.of(options));
        words.add(image);
        Command.of(words.toArray(String[]::new)).output();
        return container;
    }

    String name() {
        return name;
    }

    /** The port of this host that the container's port was published on. */
    int port(int containerPort) {
        String address = Command.of("docker", "port", name, containerPort + "/tcp").output();
        return Integer.parseInt(address.lines().findFirst().orElseThrow().replaceAll(".*:", ""));
    }

    Container awaitReady(int containerPort) {
        int port = port(containerPort);
        Awaitility.await(name)
                .atMost(Duration.ofSeconds(90))
                .until(() -> stopped() || Http.answers(port, "/readyz"));
        if (stopped()) {
            throw new AssertionError(name + " stopped: " + log());
        }
        return this;
    }

    private boolean stopped() {
        return !"running".equals(inspect("{{.State.Status}}"));
    }

    /** The exit code of a container that ends by itself. */
    int awaitExit() {
        return Integer.parseInt(Command.of("docker", "wait", name).output());
    }

    int stop() {
        Command.of("docker", "stop", "-t", "35", name).output();
        return Integer.parseInt(inspect("{{.State.ExitCode}}"));
    }

    String inspect(String format) {
        return Command.of("docker", "inspect", "-f", format, name).output();
    }

    String log() {
        return Command.of("docker", "logs", name).output();
    }

    /** The output of a command in it. */
    String output(String... command) {
        List<String> words = new ArrayList<>(List.of("docker", "exec", name));
        words.addAll(List.of(command));
        return Command.of(words.toArray(String[]::new)).output();
    }

    /** Whether its Java need not write all of the AOT cache, having it where it was recorded. */
    boolean sharesItsAotCache() {
        return output("grep", "/app/app.aot", "/proc/1/maps")
                .lines()
                .anyMatch(mapping -> mapping.contains(" r--p "));
    }

    @Override
    public void close() {
        Command.of("docker", "rm", "-f", "-v", name).output();
    }
}
