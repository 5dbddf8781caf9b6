package marquee.video.wire;

import io.netty.channel.FileRegion;
import io.netty.util.AbstractReferenceCounted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes an answer and sends it. A {@link FileRegion}, because Netty lets a channel send those in
 * its own way: {@link DiskChannel} uses a disk thread.
 */
final class Transmission extends AbstractReferenceCounted implements FileRegion {

    /** Bytes for one viewer before others of the same file have their turn. */
    private static final long TURN = 1 << 20;

    /** Bytes of a heap buffer to write at a time: Java copies them to native memory first. */
    private static final int CHUNK = 64 * 1024;

    private final Executor disk;
    private final PageCache pageCache;
    private final Traffic.Asked asked;
    private boolean begun;
    private boolean reported;
    private volatile int status;
    private @Nullable Supplier<Answer> source;
    private volatile @Nullable Answer answer;
    private int piece;
    private long position; // within the piece
    private boolean full;
    private @Nullable Relayed relayed;
    private volatile long transferred;
    private volatile long length = Long.MAX_VALUE;

    /**
     * @param lane whose disk threads run what may wait for the disk of this answer
     */
    Transmission(
            Connections connections, FileHandler files, FileHandler.Lane lane, Request request) {
        Traffic traffic = connections.traffic();
        this.disk = work -> connections.disks().execute(lane.name(), work);
        this.pageCache = connections.pageCache();
        this.asked =
                new Traffic.Asked(
                        traffic,
                        lane.route(),
                        request.method(),
                        request.arrived(),
                        traffic.asksForTrace()
                                ? request.fields().single("traceparent").orElse(null)
                                : null);
        this.source = () -> files.answer(request);
    }

    Executor disk() {
        return disk;
    }

    /** Sends as much as the socket takes, one turn at most. Called on a disk thread. */
    @Override
    public long transferTo(WritableByteChannel socket, long ignored) throws IOException {
        Answer sent = make();
        long sentBefore = transferred;
        long turn = 0;
        while (piece < sent.pieces().size() && turn < TURN && !full) {
            Answer.Piece current = sent.pieces().get(piece);
            long begin = System.nanoTime();
            long count = send(current, socket);
            if (current instanceof Answer.Slice) {
                pageCache.tookOnDiskThread(System.nanoTime() - begin);
            }
            turn += count;
            advance(sent, count);
        }
        trim(sent);
        transferred = sentBefore + turn;
        return turn;
    }

    /** Whether the next bytes can be sent without waiting for a disk. */
    boolean isAtHand() {
        Answer sent = answer;
        return sent != null
                && piece < sent.pieces().size()
                && isAtHand(sent.pieces().get(piece), position);
    }

    private boolean isAtHand(Answer.Piece current, long from) {
        return switch (current) {
            case Answer.Text _ -> true;
            case Answer.Slice slice ->
                    pageCache.holds(slice, from, Math.min(TURN, slice.length() - from));
            case Answer.Relay _ -> relayed != null && relayed.hasRest();
        };
    }

    /** Whether the socket took less than there was. */
    boolean isFull() {
        return full;
    }

    /** Notes that the socket can be written to again. */
    void tryAgain() {
        full = false;
    }

    /** Whether all of it was sent. */
    boolean isComplete() {
        return transferred == length;
    }

    /** Sends bytes that are in memory. Called on the event loop. */
    long transferAtHand(WritableByteChannel socket) throws IOException {
        Answer sent = make();
        Answer.Piece current = sent.pieces().get(piece);
        long begin = System.nanoTime();
        long count = send(current, socket);
        advance(sent, count);
        if (current instanceof Answer.Slice) {
            pageCache.took(System.nanoTime() - begin);
        }
        trim(sent);
        transferred = transferred() + count;
        return count;
    }

    /** Makes the answer, if it is not there yet. */
    Answer make() {
        Answer there = answer;
        if (there != null) {
            return there;
        }
        Supplier<Answer> from = source;
        if (from == null) {
            throw new IllegalStateException("Expected the source of an answer");
        }
        source = null; // with the request that it holds
        Answer made = from.get();
        length = made.length();
        status = made.status();
        answer = made;
        return made;
    }

    /** Counts the end of an answer, sent or given up, once. */
    void ended() {
        if (!reported && status > 0) {
            reported = true;
            asked.answered(status, transferred);
        }
    }

    private void advance(Answer sent, long count) {
        if (!begun && count > 0) {
            begun = true;
            asked.firstByte();
        }
        position += count;
        while (piece < sent.pieces().size() && position >= sent.pieces().get(piece).length()) {
            position -= sent.pieces().get(piece).length();
            piece++;
        }
    }

    /** Drops the pieces that were sent, when the viewer reads slowly. */
    private void trim(Answer sent) {
        if (full && piece > 0 && piece < sent.pieces().size()) {
            answer = sent.from(piece);
            piece = 0;
        }
    }

    private long send(Answer.Piece current, WritableByteChannel socket) throws IOException {
        return switch (current) {
            case Answer.Text(ByteBuffer bytes) -> {
                int wanted = (int) Math.min(CHUNK, bytes.remaining() - position);
                int count = socket.write(bytes.slice(bytes.position() + (int) position, wanted));
                full = count < wanted;
                yield count;
            }
            case Answer.Slice slice -> {
                long at = slice.first() + position;
                long wanted = Math.min(TURN, slice.length() - position);
                long count = slice.file().transferTo(at, wanted, socket);
                if (count == 0 && slice.file().size() <= at) {
                    // The announced length cannot be kept; only the connection's end says so.
                    throw new TruncatedFileException();
                }
                full = count < wanted;
                pageCache.wereSent(slice, position, count);
                asked.traffic().sent(count);
                yield count;
            }
            case Answer.Relay relay -> relay(relay, socket);
        };
    }

    private long relay(Answer.Relay piece, WritableByteChannel socket) throws IOException {
        Relayed bytes = relayed == null ? new Relayed() : relayed;
        int count = bytes.send(piece, position, socket);
        full = bytes.hasRest();
        relayed = position + count < piece.length() ? bytes : null; // a last answer is kept
        asked.traffic().sent(count);
        return count;
    }

    @Override
    public long position() {
        return 0;
    }

    @Override
    @Deprecated
    public long transfered() {
        return transferred;
    }

    @Override
    public long transferred() {
        return transferred;
    }

    /** Returns the length of the answer, or the largest number before it is made. */
    @Override
    public long count() {
        return length;
    }

    @Override
    protected void deallocate() {
        Answer sent = answer;
        if (sent != null) {
            sent.end().run();
        }
    }

    @Override
    public Transmission retain() {
        super.retain();
        return this;
    }

    @Override
    public FileRegion retain(int increment) {
        super.retain(increment);
        return this;
    }

    @Override
    public FileRegion touch() {
        return this;
    }

    @Override
    public FileRegion touch(Object hint) {
        return this;
    }
}
