package marquee.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * What the services that one Maven starts tell each other, by files in a folder: who is ready last
 * says for all where they listen, and when one cannot start, the others end.
 */
final class LocalRun {

    private static final String FAILED = "failed";
    private static final long LOOK_EVERY_MILLIS = 200;

    /** What Maven builds, as it names its projects; set by {@code spring-boot:test-run}. */
    private static final String PROJECTS = System.getProperty("local.run.projects", "");

    private final Path folder;
    private final String service;
    private final Set<String> together;

    /**
     * @param together all services of this run
     */
    LocalRun(Path folder, String service, Set<String> together) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.service = service;
        this.together = together;
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
            LocalRun run =
                    new LocalRun(runs.resolve(String.valueOf(id)), service, together(service));
            Files.deleteIfExists(run.folder.resolve(service));
            Thread.ofPlatform().daemon().name("local-run").start(run::endWithTheOthers);
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> together(String service) {
        return Stream.of("users-service", "video-streaming")
                .filter(one -> one.equals(service) || PROJECTS.contains(":" + one + ":"))
                .collect(Collectors.toSet());
    }

    private static boolean isMaven(ProcessHandle process) {
        return process.info().commandLine().map(line -> line.contains("maven")).orElse(false);
    }

    private static boolean isOver(Path run) {
        return ProcessHandle.of(Long.parseLong(run.getFileName().toString())).isEmpty();
    }

    /**
     * The lines of all services, and after them what each offers to try; nothing where another
     * service is not ready yet, which then says it for all.
     */
    String ready(String line, String next) throws IOException {
        write(service, line + "\n" + next);
        List<Path> ready = all();
        if (ready.size() < together.size()) {
            return "";
        }
        StringBuilder lines = new StringBuilder();
        StringBuilder offers = new StringBuilder();
        for (Path one : ready) {
            String[] text = Files.readString(one).split("\n", 2);
            lines.append(text[0]).append('\n');
            offers.append(text[1]);
        }
        return lines.append(offers).toString();
    }

    /** In the order of their names, backwards, so that the videos come first. */
    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> together.contains(file.getFileName().toString()))
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
