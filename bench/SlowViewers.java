import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Many who watch at 64 KiB a second, each from another place of a film whose every eight bytes hold their place, and one
 * who comes anew every tenth of a second. Part of {@code bench/slow}.
 *
 * <pre>java bench/SlowViewers.java PORT VIEWERS SECONDS</pre>
 */
class SlowViewers {

    private static final int RATE = 64 * 1024;
    private static final int FILM = 64 << 20;

    private static final class Viewer {

        final SocketChannel socket;
        final long first;
        long position; // of the next byte, from the first
        boolean headRead;
        boolean ended;

        Viewer(int port, long first) throws Exception {
            this.first = first;
            socket = SocketChannel.open();
            socket.setOption(StandardSocketOptions.SO_RCVBUF, RATE);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            String request = "GET /videos/film.mp4 HTTP/1.1\r\nHost: x\r\nRange: bytes=%d-\r\n\r\n".formatted(first);
            socket.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            socket.configureBlocking(false);
        }

        /** Reads what there is, up to the buffer's size, and compares every eight bytes it holds. */
        void read(ByteBuffer buffer) throws Exception {
            buffer.clear();
            int count = socket.read(buffer);
            if (count < 0) {
                ended = true;
                if (first + position < FILM) throw new IllegalStateException("cut off at " + (first + position));
                return;
            }
            buffer.flip();
            if (!headRead && count > 0) {
                String text = StandardCharsets.ISO_8859_1.decode(buffer.duplicate()).toString();
                int end = text.indexOf("\r\n\r\n");
                if (end < 0 || !text.startsWith("HTTP/1.1 206")) throw new IllegalStateException("no answer: " + text);
                buffer.position(end + 4);
                headRead = true;
            }
            long at = first + position;
            int skip = (int) (-at & 7);
            for (int i = buffer.position() + skip; i + 8 <= buffer.limit(); i += 8) {
                long found = buffer.getLong(i);
                if (found != (at + i - buffer.position()) / 8) {
                    throw new IllegalStateException("wrong byte at " + (at + i - buffer.position()));
                }
            }
            position += buffer.remaining();
            ended = first + position >= FILM;
        }
    }

    void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        long seconds = Long.parseLong(arguments[2]);
        ByteBuffer buffer = ByteBuffer.allocateDirect(RATE);
        List<Viewer> viewers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            viewers.add(new Viewer(port, (long) i * 4096 % (FILM / 2)));
        }
        List<Double> waits = new ArrayList<>();
        long begin = System.nanoTime();
        long bytes = 0;
        for (int round = 1; round <= seconds; round++) {
            int number = 0;
            for (Viewer viewer : viewers) {
                if (!viewer.ended) {
                    long before = viewer.position;
                    viewer.read(buffer);
                    bytes += viewer.position - before;
                }
                if (++number % Math.max(1, count / 10) == 0) waits.add(firstByte(port));
            }
            LockSupport.parkNanos(begin + round * 1_000_000_000L - System.nanoTime());
        }
        double[] sorted = waits.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        long served = viewers.stream().filter(viewer -> viewer.headRead).count();
        double took = (System.nanoTime() - begin) / 1e9;
        IO.println(
                "%d of %d viewers served, %.1f KiB/s each, every byte right; a new viewer's first byte: median %.1f ms, worst %.1f ms (bar: 50)"
                        .formatted(served, count, bytes / 1024.0 / count / took, sorted[sorted.length / 2], sorted[sorted.length - 1]));
        if (served < count) System.exit(1);
    }

    private static double firstByte(int port) throws Exception {
        long begin = System.nanoTime();
        Viewer viewer = new Viewer(port, 0);
        try (SocketChannel socket = viewer.socket) {
            socket.configureBlocking(true);
            socket.read(ByteBuffer.allocate(1));
        }
        return (System.nanoTime() - begin) / 1e6;
    }
}
