package marquee.users;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * What the services that one Maven starts tell each other, by files in a folder: who is ready last
 * says for all where they listen, and when one cannot start, the others end.
 */
final class LocalRun {

    private static final String FAILED = "failed";
    private static final long LOOK_EVERY_MILLIS = 200;

    private final Path folder;
    private final String service;

    LocalRun(Path folder, String service) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.service = service;
    }

    /** Joins the run of the Maven that started this JVM, or is one by itself. */
    static LocalRun join(Path home, String service) {
        Path runs = home.resolve("runs");
        ProcessHandle self = ProcessHandle.current();
        long id = self.parent().filter(LocalRun::isMaven).orElse(self).pid();
        try {
            Files.createDirectories(runs);
            try (Stream<Path> all = Files.list(runs)) {
                for (Path old : all.filter(LocalRun::isOver).toList()) {
                    FileSystemUtils.deleteRecursively(old.toFile()); // perhaps both try
                }
            }
            LocalRun run = new LocalRun(runs.resolve(String.valueOf(id)), service);
            Files.deleteIfExists(run.folder.resolve(service));
            Thread.ofPlatform().daemon().name("local-run").start(run::endWithTheOthers);
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMaven(ProcessHandle process) {
        return process.info().commandLine().map(line -> line.contains("maven")).orElse(false);
    }

    private static boolean isOver(Path run) {
        return ProcessHandle.of(Long.parseLong(run.getFileName().toString())).isEmpty();
    }

    /** The lines of all who are ready, and after them what each of them offers to try. */
    String ready(String line, String next) throws IOException {
        write(service, line + "\n" + next);
        StringBuilder lines = new StringBuilder();
        StringBuilder offers = new StringBuilder();
        for (Path ready : all()) {
            String[] text = Files.readString(ready).split("\n", 2);
            lines.append(text[0]).append('\n');
            offers.append(text[1]);
        }
        return lines.append(offers).toString();
    }

    /** In the order of their names, backwards, so that the videos come first. */
    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> !file.endsWith(FAILED))
                    .sorted((one, other) -> other.compareTo(one))
                    .toList();
        }
    }

    void fail() {
        try {
            write(FAILED, service);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether another service of this run could not start. */
    boolean isLost() throws IOException {
        Path failed = folder.resolve(FAILED);
        return Files.exists(failed) && !Files.readString(failed).equals(service);
    }

    /** Nobody sees a half. */
    private void write(String name, String text) throws IOException {
        Path unfinished = folder.resolve("." + service);
        Files.writeString(unfinished, text);
        Files.move(unfinished, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    // A look at one name from time to time costs nothing; a WatchService polls on some systems too.
    @SuppressWarnings("BusyWait")
    private void endWithTheOthers() {
        try {
            while (!isLost()) {
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
            System.out.println(service + " ends, because the other service could not start.");
            System.exit(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
