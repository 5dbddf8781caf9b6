package marquee.video.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the answers of one connection. Keeps the last answer, and so its file open, until the next
 * is made, because players ask for a video part by part.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's are for those who listen
final class Sending {

    private final DiskChannel channel;
    private final Ending ending;
    private @Nullable SslHandler tls;
    private @Nullable Transmission current;
    private @Nullable Transmission last;

    /**
     * @param ending told when an answer has ended that was not sent at once
     */
    Sending(DiskChannel channel, Ending ending) {
        this.channel = channel;
        this.ending = ending;
    }

    /** Looks for TLS: its handler is there once the connection is. */
    void begin() {
        tls = channel.pipeline().get(SslHandler.class);
    }

    boolean isPlain() {
        return tls == null;
    }

    /**
     * Sends an answer.
     *
     * @return whether all of it was sent; otherwise the connection is told later
     */
    boolean send(Transmission answer, ChannelHandlerContext wire) throws IOException {
        last = current;
        current = answer;
        if (tls == null) {
            return channel.send(answer, ending);
        }
        answer.retain(); // released by who sends it
        TlsTransfer.send(answer, wire).addListener(ending);
        return false;
    }

    /**
     * Says that nothing more will be sent: in TLS by its own words first, without which what was
     * sent could have been cut off by anybody.
     */
    void shutdownOutput() {
        if (tls == null) {
            channel.shutdownOutput();
        } else {
            tls.closeOutbound().addListener(_ -> channel.shutdownOutput());
        }
    }

    /** Does something when the peer has taken what it was sent, and only then. */
    void whenTaken(Runnable action) {
        if (channel.unread().isNothing()) {
            action.run();
        } else {
            channel.whenTaken(action);
        }
    }

    /** Has others have the room of an answer as soon as the peer has taken it. */
    void giveBackWhenTaken() {
        if (channel.unread().isBounded()) {
            whenTaken(channel::goOn);
        }
    }

    /** Gives up the rest of the current answer. */
    void ended() {
        if (current != null) {
            current.ended();
        }
    }

    /**
     * Releases the answer before the one that was just sent, and that too if it holds more than a
     * file.
     */
    void end() {
        release(last);
        last = null;
        if (current != null && !current.isLasting()) {
            release(current);
            current = null;
        }
    }

    void close() {
        end();
        release(current);
        current = null;
    }

    private static void release(@Nullable Transmission answer) {
        if (answer != null) {
            answer.release();
        }
    }

    /**
     * Returns a number that changes whenever the peer reads.
     *
     * @param byFile whether the current answer is what is being sent, and not one of Spring's
     */
    long position(boolean byFile) {
        Transmission sent = current;
        if (byFile && sent != null) {
            return sent.transferred();
        }
        ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
        return pending == null ? 0 : pending.totalPendingWriteBytes();
    }
}
