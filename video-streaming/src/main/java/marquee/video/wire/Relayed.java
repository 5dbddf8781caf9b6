package marquee.video.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Passes on what is read from elsewhere, and keeps what the socket has not taken yet. */
final class Relayed {

    /** In bytes: what a viewer who reads slowly keeps in memory. */
    private static final int ROOM = 64 * 1024;

    private final ByteBuffer rest = ByteBuffer.allocate(ROOM).limit(0);

    /** Whether there are bytes to send without waiting for where they come from. */
    boolean hasRest() {
        return rest.hasRemaining();
    }

    /** Sends the rest; where there is none, reads on first, which may wait. */
    int send(Answer.Relay piece, long position, WritableByteChannel socket) throws IOException {
        if (!rest.hasRemaining()) {
            read(piece, position);
        }
        return socket.write(rest);
    }

    private void read(Answer.Relay piece, long position) throws IOException {
        ByteBuffer room = rest.duplicate().clear();
        room.limit((int) Math.min(ROOM, piece.length() - position));
        if (piece.from().read(room) < 0) {
            throw new TruncatedFileException();
        }
        rest.clear().limit(room.position());
    }
}
