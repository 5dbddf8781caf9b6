package marquee.video.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells what the kernel has yet to bring to peers, by the tables that Linux keeps of sockets. */
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
     * Returns whether peers have everything that was sent them from a port. A container that ends
     * before takes the rest with it; on another system than Linux nothing is known, and this true.
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
