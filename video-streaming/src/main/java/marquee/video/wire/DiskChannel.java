package marquee.video.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoEvent;
import io.netty.channel.nio.NioIoOps;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends answers past Netty's queue, which is for bytes: on the event loop what is in memory, and by
 * a disk thread what is not. Netty would always call {@code sendfile} on the event loop, whose
 * connections would all wait for one slow disk.
 *
 * <p>While a disk thread has the socket, the event loop neither writes to it nor closes it.
 */
final class DiskChannel extends NioSocketChannel {

    /** Turns of one answer, of those that a socket takes at once, before others have theirs. */
    private static final int TURNS = 4;

    private final Unread unread;
    private @Nullable Transmission answer; // of which something is left to send
    private @Nullable Ending whenSent;
    private @Nullable Runnable whenTaken;
    private @Nullable DiskTurn lent;
    private volatile boolean closing;

    DiskChannel(Channel parent, SocketChannel socket, Unread unread) {
        super(parent, socket);
        this.unread = unread;
    }

    /** Returns what the peer may have left with the kernel. */
    Unread unread() {
        return unread;
    }

    /**
     * Sends an answer, which the caller keeps until then.
     *
     * @param ending told of its end, unless that is now, or the channel is closed before
     * @return whether all of it was sent
     */
    boolean send(Transmission next, Ending ending) throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        wasTaken(); // or nobody would have asked for it
        if (hasNothingQueued() && proceed(next)) {
            return true;
        }
        answer = next;
        whenSent = ending;
        return false;
    }

    /** Does something when the peer has taken nearly everything, and only then. */
    void whenTaken(Runnable action) {
        try {
            unread.limitToLeast(javaChannel());
        } catch (IOException _) {
            abort(); // its socket is gone
            return;
        }
        whenTaken = action;
        setOpWrite();
    }

    /** Lets more be sent after that. */
    void goOn() {
        try {
            unread.limit(javaChannel());
        } catch (IOException _) {
            abort();
        }
    }

    /** Closes the connection, and has the kernel forget what the peer has not taken. */
    @SuppressWarnings("FutureReturnValueIgnored") // Netty's are for those who listen
    void abort() {
        config().setSoLinger(0);
        close();
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

    @Override
    protected AbstractNioUnsafe newUnsafe() {
        return new NioByteUnsafe() {

            @Override
            public void handle(IoRegistration registration, IoEvent event) {
                NioIoOps ready = ((NioIoEvent) event).ops();
                if (!ready.contains(NioIoOps.WRITE) || !hasNothingQueued()) {
                    super.handle(registration, event);
                    return;
                }
                hasRoom();
                if (ready.contains(NioIoOps.READ)) {
                    read();
                }
            }
        };
    }

    private boolean hasNothingQueued() {
        ChannelOutboundBuffer queue = unsafe().outboundBuffer();
        return queue == null || queue.isEmpty();
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) throws Exception {
        if (lent != null) {
            clearOpWrite(); // until takeBack
            return;
        }
        super.doWrite(in);
        if (in.isEmpty() && (answer != null || whenTaken != null)) {
            setOpWrite();
        }
    }

    private void hasRoom() {
        if (lent != null) {
            clearOpWrite();
            return;
        }
        unread.ends();
        Transmission rest = answer;
        if (rest == null) {
            clearOpWrite();
            wasTaken();
        } else {
            rest.tryAgain();
            proceed();
        }
    }

    private void wasTaken() {
        Runnable action = whenTaken;
        if (action != null) {
            whenTaken = null;
            action.run();
        }
    }

    private void proceed() {
        Transmission rest = answer;
        if (rest == null) {
            return; // closed meanwhile
        }
        try {
            if (proceed(rest)) {
                end(null);
            }
        } catch (IOException | RuntimeException e) {
            end(e);
        }
    }

    /** Sends what can be sent without waiting, and sees to the rest; returns whether none is. */
    private boolean proceed(Transmission rest) throws IOException {
        for (int turn = 0; !rest.isComplete(); turn++) {
            if (turn == TURNS || rest.isFull() || !unread.isNothing()) {
                setOpWrite();
                return false;
            }
            if (!rest.isAtHand()) {
                clearOpWrite(); // the disk thread finds out when the socket takes no more
                lent = DiskTurn.begin(rest, javaChannel(), unread, this::giveBack);
                return false;
            }
            rest.transferAtHand(javaChannel());
        }
        return true;
    }

    private void end(@Nullable Exception failure) {
        Ending ending = whenSent;
        answer = null;
        whenSent = null;
        clearOpWrite();
        try {
            if (ending != null) {
                ending.ended(failure);
            }
        } catch (Exception e) {
            pipeline().fireExceptionCaught(e);
        }
    }

    /** Called on a disk thread. */
    private void giveBack(@Nullable Exception failure) {
        try {
            eventLoop().execute(() -> takeBack(failure));
        } catch (RejectedExecutionException _) {
            closeSocket(); // the loop has ended, and with it the service
        }
    }

    private void takeBack(@Nullable Exception failure) {
        lent = null;
        if (closing) {
            closeSocket();
            return;
        }
        unsafe().flush();
        if (failure == null) {
            proceed();
        } else {
            end(failure);
        }
    }

    @Override
    protected void doClose() throws Exception {
        answer = null;
        whenTaken = null;
        if (lent != null && lent.giveUp()) {
            lent = null;
        }
        if (lent != null) {
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
