package marquee.video.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the answers of one connection. Keeps the last answer, and its open file, until the next is
 * made, because players ask for a video part by part.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's are for those who listen
final class Sending {

    private @Nullable Transmission current;
    private @Nullable Transmission last;

    /** Sends an answer; done when all of it was sent, or the connection is closed. */
    ChannelFuture send(Transmission answer, DiskChannel channel, ChannelHandlerContext wire) {
        last = current;
        current = answer.retain();
        if (isTls(channel)) {
            return TlsTransfer.send(answer, wire);
        }
        try {
            if (!channel.sendAtOnce(answer)) {
                return wire.writeAndFlush(answer);
            }
            answer.release();
            return channel.newSucceededFuture();
        } catch (IOException e) {
            answer.release();
            return channel.newFailedFuture(e);
        }
    }

    private static boolean isTls(Channel channel) {
        return channel.pipeline().get(SslHandler.class) != null;
    }

    /**
     * Says that nothing more will be sent: in TLS by its own words first, without which what was
     * sent could have been cut off by anybody.
     */
    static void shutdownOutput(DiskChannel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            channel.shutdownOutput();
        } else {
            tls.closeOutbound().addListener(_ -> channel.shutdownOutput());
        }
    }

    /** Gives up the rest of the current answer. */
    void ended() {
        if (current != null) {
            current.ended();
        }
    }

    /** Releases the answer before the one that was just sent. */
    void end() {
        release(last);
        last = null;
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
    long position(boolean byFile, Channel channel) {
        Transmission sent = current;
        if (byFile && sent != null) {
            return sent.transferred();
        }
        ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
        return pending == null ? 0 : pending.totalPendingWriteBytes();
    }
}
