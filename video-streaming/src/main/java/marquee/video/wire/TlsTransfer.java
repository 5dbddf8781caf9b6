package marquee.video.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends an answer in TLS, which the kernel cannot: a disk thread reads a piece of it, the event
 * loop encrypts and writes that, and when it has left the next one is read. A viewer who reads
 * slowly keeps one piece in memory.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's are for those who listen
final class TlsTransfer {

    private static final int PIECE = 32 * 1024; // two TLS records

    private final Transmission answer;
    private final ChannelHandlerContext wire;
    private final ChannelPromise sent;

    private TlsTransfer(Transmission answer, ChannelHandlerContext wire) {
        this.answer = answer;
        this.wire = wire;
        this.sent = wire.newPromise();
    }

    /** Done when all of it has left, or the connection has; the answer is released by then. */
    static ChannelFuture send(Transmission answer, ChannelHandlerContext wire) {
        TlsTransfer transfer = new TlsTransfer(answer, wire);
        transfer.sent.addListener(_ -> answer.release());
        transfer.next();
        return transfer.sent;
    }

    private void next() {
        answer.onDiskThread(this::read);
    }

    private void read() {
        ByteBuf piece = wire.alloc().heapBuffer(PIECE, PIECE);
        Throwable failure = null;
        try {
            answer.transferTo(new Room(piece), PIECE);
            answer.tryAgain();
        } catch (Exception | Error e) {
            failure = e;
        }
        Throwable cause = failure;
        try {
            wire.executor().execute(() -> write(piece, cause));
        } catch (RejectedExecutionException _) {
            piece.release(); // the loop has ended, and with it the service
        }
    }

    private void write(ByteBuf piece, @Nullable Throwable failure) {
        if (failure != null) {
            piece.release();
            sent.setFailure(failure);
            return;
        }
        wire.writeAndFlush(piece)
                .addListener(written -> {
                    if (!written.isSuccess()) {
                        sent.setFailure(written.cause());
                    } else if (answer.isComplete()) {
                        sent.setSuccess();
                    } else {
                        next();
                    }
                });
    }

    /** What is left of a piece. */
    private record Room(ByteBuf piece) implements WritableByteChannel {

        @Override
        public int write(ByteBuffer from) {
            int count = Math.min(from.remaining(), piece.writableBytes());
            piece.writeBytes(from.slice(from.position(), count));
            from.position(from.position() + count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
