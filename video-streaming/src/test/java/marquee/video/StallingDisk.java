package marquee.video;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A file system in user space of which a part can be made to answer nothing. */
final class StallingDisk {

    private static final String PYTHON = "/usr/bin/python3";

    private final Path stalls;
    private final Process process;

    private StallingDisk(Path stalls, Process process) {
        this.stalls = stalls;
        this.process = process;
    }

    /** Mirrors {@code folder} at {@code mount}; the test is skipped where FUSE is not to be had. */
    static StallingDisk mount(Path folder, Path mount, Path stalls) throws Exception {
        if (!Files.exists(Path.of("/dev/fuse")) || !knowsFuse()) {
            abort("skipped: needs /dev/fuse, and fusepy for " + PYTHON + " (python3-fusepy)");
        }
        Process process =
                new ProcessBuilder(
                                PYTHON,
                                "src/test/python/stalling_disk.py",
                                folder.toString(),
                                mount.toString(),
                                stalls.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(mount.resolveSibling("disk.log").toFile())
                        .start();
        Duration limit = Duration.ofSeconds(20);
        long until = System.nanoTime() + limit.toNanos();
        while (!isMounted(mount)) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > until) {
                process.destroyForcibly();
                abort(
                        "skipped: FUSE cannot mount here: "
                                + Files.readString(mount.resolveSibling("disk.log")));
            }
        }
        return new StallingDisk(stalls, process);
    }

    private static boolean knowsFuse() throws Exception {
        return Files.isExecutable(Path.of(PYTHON))
                && new ProcessBuilder(PYTHON, "-c", "import fusepy")
                                .redirectErrorStream(true)
                                .start()
                                .waitFor()
                        == 0;
    }

    private static boolean isMounted(Path mount) throws IOException {
        return Files.readString(Path.of("/proc/mounts")).contains(" " + mount.toRealPath() + " ");
    }

    /** From now on: "lookup", "open" or "read" of the file of that name. */
    void stall(String what) throws IOException {
        Files.createFile(stalls.resolve(what));
    }

    void goOn(String what) throws IOException {
        Files.deleteIfExists(stalls.resolve(what));
    }

    /** Whoever waits for it is told of an error. */
    void unmount() throws Exception {
        for (String what : new String[] {"lookup", "open", "read"}) {
            goOn(what);
        }
        process.destroy(); // unmounts
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
