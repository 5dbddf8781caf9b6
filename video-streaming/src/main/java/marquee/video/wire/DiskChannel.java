package marquee.video.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.FileRegion;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends files by a disk thread, unless they are in memory. Netty would always call {@code sendfile}
 * on the event loop, whose connections would all wait for one slow disk.
 *
 * <p>While a disk thread has the socket, the event loop neither writes to it nor closes it.
 */
final class DiskChannel extends NioSocketChannel implements SendMemory.Part {

    /** Turns of a new answer that the event loop gives it before others have theirs. */
    private static final int TURNS = 2;

    /** The same of an answer whose peer has read; Netty's 16 are for shorter turns. */
    private static final int FURTHER_TURNS = 8;

    private final Unread unread;
    private boolean lent;
    private boolean askedForRoom;
    private volatile boolean closing;
    private boolean returned;
    private long count;
    private @Nullable Exception failure;
    private @Nullable Transmission waiting;

    DiskChannel(Channel parent, SocketChannel socket, Unread unread) {
        super(parent, socket);
        this.unread = unread;
        config().setWriteSpinCount(FURTHER_TURNS);
    }

    /** Returns what the peer may have left with the kernel. */
    Unread unread() {
        return unread;
    }

    /** Closes the connection, and has the kernel forget what the peer has not taken. */
    @SuppressWarnings("FutureReturnValueIgnored") // Netty's are for those who listen
    void abort() {
        config().setSoLinger(0);
        close();
    }

    /** Has the selector tell only when the peer has taken nearly everything. */
    void waitUntilTaken() throws IOException {
        unread.limitToLeast(javaChannel());
    }

    /** Lets more be sent after that. */
    void goOn() {
        try {
            unread.limit(javaChannel());
        } catch (IOException _) {
            abort(); // its socket is gone
        }
    }

    /** Returns false once the channel is to be closed, as Netty expects. */
    @Override
    public boolean isOpen() {
        return !closing && super.isOpen();
    }

    @Override
    public boolean isActive() {
        return !closing && super.isActive();
    }

    /**
     * Sends the part of an answer that is in memory, past Netty's queue.
     *
     * @return whether that was all of it; otherwise it is to be written as anything else
     */
    boolean sendAtOnce(Transmission answer) throws IOException {
        ChannelOutboundBuffer queue = unsafe().outboundBuffer();
        if (lent || queue == null || !queue.isEmpty()) {
            return false;
        }
        for (int turn = 0; turn < TURNS && answer.isAtHand() && !answer.isFull(); turn++) {
            answer.transferAtHand(javaChannel());
        }
        return answer.isComplete();
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) throws Exception {
        if (!lent) {
            super.doWrite(in);
        }
        if (lent) {
            clearOpWrite(); // the disk thread finds out when the socket takes no more
        }
    }

    @Override
    protected long doWriteFileRegion(FileRegion region) throws Exception {
        if (returned) {
            returned = false;
            if (failure != null) {
                throw failure;
            }
            return count;
        }
        if (!askedForRoom && (!unread.isNothing() || isFull(region))) {
            askedForRoom = true;
            return 0; // the selector tells when the socket takes more
        }
        if (askedForRoom) {
            askedForRoom = false;
            unread.ends();
        }
        return region instanceof Transmission transmission
                ? transfer(transmission)
                : region.transferTo(javaChannel(), 0);
    }

    private static boolean isFull(FileRegion region) {
        return region instanceof Transmission transmission && transmission.isFull();
    }

    private long transfer(Transmission transmission) throws IOException {
        transmission.tryAgain();
        if (transmission.isAtHand()) {
            return transmission.transferAtHand(javaChannel());
        }
        lent = true;
        transmission.retain();
        transmission.onDiskThread(() -> transferFromDisk(transmission, false));
        return 0;
    }

    private void transferFromDisk(Transmission transmission, boolean hasRoom) {
        long sent = 0;
        Exception thrown = null;
        try {
            if (!transmission.makeOnDiskThread()) {
                if (!hasRoom && !takeRoom(transmission)) {
                    return; // send goes on
                }
                sent = transmission.transferTo(javaChannel(), unread.turn());
            }
        } catch (IOException e) {
            thrown = e;
        } catch (RuntimeException | Error e) {
            thrown = new IOException(e);
        }
        transmission.release();
        long result = sent;
        Exception cause = thrown;
        try {
            eventLoop().execute(() -> takeBack(result, cause));
        } catch (RejectedExecutionException _) {
            closeSocket(); // the loop has ended, and with it the service
        }
    }

    private boolean takeRoom(Transmission transmission) throws IOException {
        waiting = transmission;
        boolean begins = transmission.goesByDisk();
        unread.limit(javaChannel());
        return unread.take(transmission.left(), begins, this);
    }

    @Override
    public void send(long taken) {
        Transmission transmission = Objects.requireNonNull(waiting);
        unread.keeps(taken);
        transmission.onDiskThread(() -> transferFromDisk(transmission, true));
    }

    private void takeBack(long sent, @Nullable Exception cause) {
        lent = false;
        returned = sent > 0 || cause != null; // otherwise the event loop sees what is to be done
        count = sent;
        failure = cause;
        if (closing) {
            closeSocket();
        } else {
            unsafe().flush();
        }
    }

    @Override
    protected void doClose() throws Exception {
        if (lent && unread.giveUp(this)) {
            lent = false;
            Objects.requireNonNull(waiting).release();
        }
        if (lent) {
            // Java would have the event loop wait for the thread that writes.
            closing = true;
        } else {
            super.doClose();
            unread.ends();
        }
    }

    private void closeSocket() {
        try {
            super.doClose();
        } catch (Exception _) {
            // There is nobody left to tell.
        }
        unread.ends();
    }
}
