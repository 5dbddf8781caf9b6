package marquee.video.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads from the socket tables of Linux what peers have not received yet. */
final class SendQueues {

    private static final List<Path> TABLES =
            List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

    /** Local address and port, remote ones, state, bytes that the peer has not acknowledged. */
    private static final Pattern SOCKET =
            Pattern.compile(
                    "\\s*\\d+: [0-9A-F]+:(?<port>[0-9A-F]{4}) \\S+ (?<state>[0-9A-F]{2})"
                            + " (?<queue>[0-9A-F]{8}):.*");

    private static final String LISTENING = "0A";

    private SendQueues() {}

    /**
     * Returns whether peers have received everything that was sent from a port. When a container
     * ends before, the rest is lost. Returns true on systems other than Linux.
     */
    static boolean areEmpty(int port) {
        return TABLES.stream().noneMatch(table -> holdsBytes(table, port));
    }

    private static boolean holdsBytes(Path table, int port) {
        try (Stream<String> lines = Files.lines(table)) {
            return lines.map(SOCKET::matcher)
                    .filter(Matcher::matches)
                    .filter(socket -> Integer.parseInt(socket.group("port"), 16) == port)
                    .filter(socket -> !socket.group("state").equals(LISTENING))
                    .anyMatch(socket -> Long.parseLong(socket.group("queue"), 16) > 0);
        } catch (IOException _) {
            return false;
        }
    }
}
