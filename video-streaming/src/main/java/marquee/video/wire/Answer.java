package marquee.video.wire;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.util.List;

/**
 * A response from its status line to its last byte, in pieces.
 *
 * @param held left when it is sent, or can no longer be
 */
public record Answer(List<Piece> pieces, Held held) {

    /** What an answer needs until its end. */
    @FunctionalInterface
    public interface Held {

        /** Gives it up; never waits. */
        void leave();
    }

    /** A piece of a response. */
    public sealed interface Piece {

        long length();
    }

    /** Bytes in memory; the buffer's position does not change, so that answers may share it. */
    public record Text(ByteBuffer bytes) implements Piece {

        @Override
        public long length() {
            return bytes.remaining();
        }
    }

    /**
     * Bytes of a file, which the kernel copies to the socket.
     *
     * @param id tells the states of files apart, also after they were closed
     * @param local whether bytes that are in memory can be read without a network or another
     *     process
     */
    public record Slice(FileChannel file, long id, boolean local, long first, long length)
            implements Piece {}

    /**
     * Bytes that come from elsewhere, read once and in order.
     *
     * @param from waits when it is read, and is closed by the end of the answer
     */
    public record Relay(ReadableByteChannel from, long length) implements Piece {}

    public Answer {
        pieces = List.copyOf(pieces);
    }

    public Answer(List<Piece> pieces) {
        this(pieces, () -> {});
    }

    /** Returns the whole answer in memory, where no part is from a file. */
    ByteBuffer[] inMemory() {
        return pieces.stream()
                .map(piece -> ((Text) piece).bytes().duplicate())
                .toArray(ByteBuffer[]::new);
    }

    /** Reads the status from the status line (RFC 9112 §4). */
    int status() {
        ByteBuffer head = ((Text) pieces.getFirst()).bytes();
        int at = head.position() + "HTTP/1.1 ".length();
        return 100 * (head.get(at) - '0') + 10 * (head.get(at + 1) - '0') + head.get(at + 2) - '0';
    }

    long length() {
        long length = 0;
        for (Piece piece : pieces) {
            length += piece.length();
        }
        return length;
    }
}
