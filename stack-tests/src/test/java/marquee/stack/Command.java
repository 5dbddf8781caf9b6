package marquee.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A command as a user types it at the root of the repository, and what came of it. */
final class Command {

    private static final Path REPOSITORY = Path.of(System.getProperty("repository", ".."));

    private final List<String> words;
    private final Map<String, String> environment = new HashMap<>();
    private Duration limit = Duration.ofMinutes(2);
    private String input = "";

    private Command(String... words) {
        this.words = List.of(words);
    }

    static Command of(String... words) {
        return new Command(words);
    }

    Command with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Command with(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    Command input(String text) {
        input = text;
        return this;
    }

    Command within(Duration duration) {
        limit = duration;
        return this;
    }

    /** Runs the command to its end, whatever that is. */
    Result run() {
        try {
            Path log = Files.createTempFile("command", ".log");
            try {
                var builder = new ProcessBuilder(words).directory(REPOSITORY.toFile());
                builder.environment().putAll(environment);
                builder.redirectErrorStream(true).redirectOutput(log.toFile());
                Process process = builder.start();
                try (var stdin = process.getOutputStream()) {
                    stdin.write(input.getBytes(UTF_8));
                }
                if (!process.waitFor(limit.toSeconds(), SECONDS)) {
                    process.destroy();
                    throw new AssertionError(
                            "%s took longer than %s:%n%s"
                                    .formatted(words, limit, Files.readString(log)));
                }
                return new Result(process.exitValue(), Files.readString(log));
            } finally {
                Files.delete(log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs the command, which must succeed, and gives what it printed. */
    String output() {
        Result result = run();
        if (result.code() != 0) {
            throw new AssertionError(
                    "%s ended with %d:%n%s".formatted(words, result.code(), result.output()));
        }
        return result.output().strip();
    }

    record Result(int code, String output) {}
}
