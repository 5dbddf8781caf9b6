package marquee.video.wire;

import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bytes of an answer that are copied. Small pieces, and the beginning of a longer one, leave
 * together: to copy them is less work than a call, a packet, and a viewer who wakes up, for each.
 */
final class Packet {

    /** In bytes. A longer piece is sent by itself. */
    static final int SMALL = 4 * 1024;

    /**
     * Bytes of a longer piece that leave with what is before it. With a head they fill a packet of
     * Ethernet; after more, congestion control that paces (BBR) would have the rest wait.
     */
    private static final int BEGINNING = 1024;

    /**
     * In bytes. Nothing of a longer piece leaves with what is before it: the rest would not be sent
     * by whole pages.
     */
    private static final int LONG = 128 * 1024;

    private static final int ROOM = 64 * 1024;

    private static final FastThreadLocal<Packet> OF_THREAD =
            new FastThreadLocal<>() {

                @Override
                protected Packet initialValue() {
                    return new Packet();
                }
            };

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(ROOM);

    private Packet() {}

    /** Returns the packet of this thread, which is there once. */
    static Packet empty() {
        Packet packet = OF_THREAD.get();
        packet.bytes.clear();
        return packet;
    }

    /**
     * Adds the next piece, or as much as fits; nothing of a relay. May wait for a disk.
     *
     * @return how many bytes of it
     */
    int add(Answer.Piece piece, long from) throws IOException {
        int begin = bytes.position();
        int wanted = (int) Math.min(wanted(piece.length() - from), bytes.remaining());
        if (wanted == 0) {
            return 0; // Java takes as long to read nothing of a file as to read something
        }
        int end = begin + wanted;
        switch (piece) {
            case Answer.Text(ByteBuffer text) -> {
                bytes.put(begin, text, text.position() + (int) from, wanted);
                bytes.position(end);
            }
            case Answer.Slice slice -> {
                slice.file().read(bytes.limit(end), slice.first() + from);
                bytes.limit(ROOM);
            }
            case Answer.Relay _ -> {}
        }
        return bytes.position() - begin;
    }

    private static long wanted(long rest) {
        if (rest <= SMALL) {
            return rest;
        }
        return rest <= LONG ? BEGINNING : 0;
    }

    /**
     * Returns the next bytes of a long piece, as many as there is room for. May wait for a disk.
     */
    ByteBuffer read(Answer.Slice slice, long from, long most) throws IOException {
        bytes.limit((int) Math.min(most, ROOM));
        slice.file().read(bytes, slice.first() + from);
        return bytes.flip();
    }

    /** Returns what was added. */
    ByteBuffer bytes() {
        return bytes.flip();
    }
}
