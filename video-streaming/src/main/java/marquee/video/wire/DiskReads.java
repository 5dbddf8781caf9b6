package marquee.video.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells whether the kernel had to read a disk for the present thread, by the account that Linux
 * keeps of each thread in {@code /proc/thread-self/io}.
 */
final class DiskReads {

    private static final Path ACCOUNT = Path.of("/proc/thread-self/io");
    private static final String READ = "read_bytes: ";

    private final ThreadLocal<Long> known = ThreadLocal.withInitial(() -> 0L);

    /**
     * Whether a disk was read since this thread last asked; true where the system does not count.
     */
    boolean sinceLastAsked() {
        long before = known.get();
        try {
            for (String line : Files.readAllLines(ACCOUNT)) {
                if (line.startsWith(READ)) {
                    long now = Long.parseLong(line.substring(READ.length()));
                    known.set(now);
                    return now > before;
                }
            }
        } catch (IOException | NumberFormatException _) {
            // Another system, or a kernel without the account.
        }
        return true;
    }
}
