package marquee.video.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of an answer that is still to be sent. Used by one thread at a time. */
final class Remainder {

    /** Bytes from a disk for one viewer before others of the same file have their turn. */
    static final long TURN = 1 << 20;

    /**
     * The same for bytes that are in memory: of a piece that begins as much as a socket of any size
     * takes at once, and then no more than there is room for when the peer has read.
     */
    private static final long FIRST_AT_HAND = 4 << 20;

    private static final long FURTHER_AT_HAND = 2 << 20;

    /** Bytes of a heap buffer to write at a time: Java copies them to native memory first. */
    private static final int CHUNK = 64 * 1024;

    private final PageCache pageCache;
    private final Traffic traffic;
    private List<Answer.Piece> pieces;
    private int piece;
    private long position; // within the piece
    private boolean full;
    private @Nullable Relayed relayed;

    Remainder(Answer answer, PageCache pageCache, Traffic traffic) {
        this.pieces = answer.pieces();
        this.pageCache = pageCache;
        this.traffic = traffic;
    }

    boolean isEmpty() {
        return piece == pieces.size();
    }

    /** Whether the next bytes can be sent without waiting for a disk. */
    boolean isAtHand() {
        return !isEmpty() && isAtHand(pieces.get(piece), position);
    }

    /**
     * Whether what comes next of a file, if anything does, can be sent without waiting for a disk.
     */
    boolean isFileAtHand() {
        for (int at = piece; at < pieces.size(); at++) {
            Answer.Piece next = pieces.get(at);
            if (!(next instanceof Answer.Text)) {
                return isAtHand(next, at == piece ? position : 0);
            }
        }
        return true;
    }

    private boolean isAtHand(Answer.Piece next, long from) {
        return switch (next) {
            case Answer.Text _ -> true;
            case Answer.Slice slice ->
                    pageCache.holds(slice, from, Math.min(turnAtHand(from), slice.length() - from));
            case Answer.Relay _ -> relayed != null && relayed.hasRest();
        };
    }

    private static long turnAtHand(long from) {
        return from == 0 ? FIRST_AT_HAND : FURTHER_AT_HAND;
    }

    /** Whether the socket took less than there was. */
    boolean isFull() {
        return full;
    }

    /** Notes that the socket can be written to again. */
    void tryAgain() {
        full = false;
    }

    /** Sends the next bytes, one turn at most. */
    long send(WritableByteChannel socket, boolean mayWait) throws IOException {
        return send(socket, mayWait, TURN);
    }

    /**
     * Sends the next bytes, in a call or two.
     *
     * @param mayWait whether this thread may wait for a disk; if not, the next bytes are at hand
     * @param most bytes of a long piece; less than a turn where memory is scarce
     * @return how many the socket took
     */
    long send(WritableByteChannel socket, boolean mayWait, long most) throws IOException {
        long begin = System.nanoTime();
        long count =
                switch (pieces.get(piece)) {
                    case Answer.Relay relay -> relay(relay, socket);
                    case Answer.Text(ByteBuffer bytes) when bytes.remaining() > Packet.SMALL ->
                            write(bytes, socket);
                    case Answer.Slice slice when slice.length() - position > Packet.SMALL ->
                            mayWait && most < TURN
                                    ? copy(slice, socket, most)
                                    : transfer(
                                            slice,
                                            position,
                                            mayWait ? TURN : turnAtHand(position),
                                            socket);
                    case Answer.Text _, Answer.Slice _ -> writeTogether(socket, mayWait);
                };
        if (advance(count)) {
            long nanos = System.nanoTime() - begin;
            if (mayWait) {
                pageCache.tookOnDiskThread(nanos);
            } else {
                pageCache.took(nanos);
            }
        }
        return count;
    }

    private long write(ByteBuffer bytes, WritableByteChannel socket) throws IOException {
        int wanted = (int) Math.min(CHUNK, bytes.remaining() - position);
        int count = socket.write(bytes.slice(bytes.position() + (int) position, wanted));
        full = count < wanted;
        return count;
    }

    private long transfer(Answer.Slice slice, long from, long most, WritableByteChannel socket)
            throws IOException {
        long at = slice.first() + from;
        long wanted = Math.min(most, slice.length() - from);
        long count = slice.file().transferTo(at, wanted, socket);
        if (count == 0 && slice.file().size() <= at) {
            throw new TruncatedFileException();
        }
        full = count < wanted;
        return count;
    }

    /**
     * Sends a copy. What is transferred stays in memory, as the container's, until the peer has
     * read it, also where that is a proxy on the same host; a copy is the kernel's, and then the
     * peer's. It takes more than twice the time.
     */
    private long copy(Answer.Slice slice, WritableByteChannel socket, long most)
            throws IOException {
        long wanted = Math.min(most, slice.length() - position);
        ByteBuffer bytes = Packet.empty().read(slice, position, wanted);
        if (!bytes.hasRemaining()) {
            throw new TruncatedFileException();
        }
        int count = socket.write(bytes);
        full = bytes.hasRemaining();
        return count;
    }

    private long writeTogether(WritableByteChannel socket, boolean mayWait) throws IOException {
        Packet packet = Packet.empty();
        Answer.Slice rest = null;
        long from = position;
        for (int at = piece; at < pieces.size(); at++) {
            Answer.Piece next = pieces.get(at);
            if (at > piece && !mayWait && !isAtHand(next, 0)) {
                break;
            }
            from += packet.add(next, from);
            if (from < next.length()) {
                rest = mayWait ? null : longRest(next, from);
                break;
            }
            from = 0;
        }
        ByteBuffer bytes = packet.bytes();
        if (!bytes.hasRemaining()) {
            throw new TruncatedFileException();
        }
        int count = socket.write(bytes);
        full = bytes.hasRemaining();
        // Nothing in between: a client that has read the packet alone would have to come again.
        return full || rest == null
                ? count
                : count + transfer(rest, from, turnAtHand(from), socket);
    }

    /** Returns a slice that is too long from there on to leave in a packet; null for the others. */
    private static Answer.@Nullable Slice longRest(Answer.Piece piece, long from) {
        return piece instanceof Answer.Slice slice && slice.length() - from > Packet.SMALL
                ? slice
                : null;
    }

    private long relay(Answer.Relay piece, WritableByteChannel socket) throws IOException {
        Relayed bytes = relayed == null ? new Relayed() : relayed;
        int count = bytes.send(piece, position, socket);
        full = bytes.hasRest();
        relayed = position + count < piece.length() ? bytes : null;
        return count;
    }

    /** Returns whether any of the bytes that were sent are of a file. */
    private boolean advance(long count) {
        boolean ofFile = false;
        long left = count;
        while (!isEmpty()) {
            Answer.Piece sent = pieces.get(piece);
            long part = Math.min(left, sent.length() - position);
            if (part > 0 && sent instanceof Answer.Slice slice) {
                pageCache.wereSent(slice, position, part);
                ofFile = true;
            }
            if (!(sent instanceof Answer.Text)) {
                traffic.sent(part);
            }
            left -= part;
            position += part;
            if (position < sent.length()) {
                break;
            }
            position = 0;
            piece++;
        }
        if (piece > 0 && (full || isEmpty())) { // the viewer may be slow with this, or the next
            pieces = isEmpty() ? List.of() : List.copyOf(pieces.subList(piece, pieces.size()));
            piece = 0;
        }
        return ofFile;
    }
}
