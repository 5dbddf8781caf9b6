package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The service in a JVM of its own, with the environment variables of the test and no others. */
final class ServiceProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Microservice listening on port (\\d+)");
    private static final Duration LONG = Duration.ofMinutes(3);

    private final Process process;
    private final Path log;

    private ServiceProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static ServiceProcess start(Path log, Map<String, String> variables, String... jvmOptions)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1"); // it lives for seconds
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(VideoStreamingApplication.class.getName());
        ProcessBuilder java =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        java.environment().clear();
        java.environment().putAll(Map.of("PORT", "0", "MANAGEMENT_PORT", "0"));
        java.environment().putAll(variables);
        return new ServiceProcess(java.start(), log);
    }

    /** Where it listens, once it says so. */
    int port() {
        await().atMost(LONG).until(() -> !process.isAlive() || READY.matcher(log()).find());
        return READY.matcher(log())
                .results()
                .map((MatchResult ready) -> Integer.valueOf(ready.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(log()));
    }

    /** The status with which it ends by itself. */
    int exit() throws InterruptedException {
        assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).as(log()).isTrue();
        return process.exitValue();
    }

    /** Asks it to end (SIGTERM). */
    void terminate() {
        process.destroy();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
