package marquee.video.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request, and the next when it is answered. Requests that a peer sends ahead stay
 * undecoded, and then in the kernel, so that a thousand in one packet cost no more than one.
 *
 * <p>The plainest, for a file, are answered as a {@link WholeHead}; Netty decodes all others.
 */
final class RequestDecoder extends HttpRequestDecoder {

    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_FIELDS_SIZE = 8 * 1024;

    /** The requests of one peer that are answered before others have their turn. */
    private static final int TURN = 2;

    private final Connection connection;
    private @Nullable ChannelHandlerContext context;
    private boolean reading;
    private int answered; // while reading
    private boolean yielding;
    private long round; // of the last read

    RequestDecoder(Connection connection) {
        super(
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(MAX_LINE)
                        .setMaxHeaderSize(MAX_FIELDS_SIZE)
                        .setHeadersFactory(RequestFields.FACTORY));
        this.connection = connection;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) throws Exception {
        ByteBuf bytes = (ByteBuf) message;
        long begun = begun();
        if (actualReadableBytes() > 0 || !connection.answersAtOnce(bytes, begun)) {
            connection.received(cost(bytes), begun);
            read(from, bytes);
        }
    }

    /**
     * Returns a time by which what is read now had begun to arrive: when the round began in which
     * the socket was ready, but for a second read in it, and for TLS, which takes bytes for itself.
     */
    private long begun() {
        long before = round;
        round = Turns.round();
        return round != before && connection.isPlain() ? round : System.nanoTime();
    }

    /** Continues with requests that were sent ahead. */
    void resume() throws Exception {
        ChannelHandlerContext here = context;
        if (here == null || yielding) {
            return;
        }
        if (!reading) {
            goOn(here);
        } else if (++answered == TURN) { // else the loop that reads goes on by itself
            yielding = true;
            Turns.next(() -> takeTurn(here));
        }
    }

    private void takeTurn(ChannelHandlerContext here) {
        yielding = false;
        try {
            goOn(here);
        } catch (Exception e) {
            here.fireExceptionCaught(e);
        }
        connection.closeIfDone();
    }

    /** Whether requests that were sent ahead are left for the next turn. */
    boolean isYielding() {
        return yielding;
    }

    /** Whether bytes are left whose turn has not come. */
    boolean holdsMore() {
        return (reading || yielding || connection.stage().isAnswering())
                && actualReadableBytes() > 0;
    }

    private void goOn(ChannelHandlerContext here) throws Exception {
        if (actualReadableBytes() > 0) {
            connection.received(cost(internalBuffer()), System.nanoTime());
            read(here, Unpooled.EMPTY_BUFFER);
            connection.readOn(false);
        }
    }

    /** A head of short lines takes far more memory when it is decoded. */
    private static int cost(ByteBuf bytes) {
        int cost = bytes.readableBytes();
        int at = bytes.readerIndex();
        while ((at = bytes.indexOf(at, bytes.writerIndex(), (byte) '\n')) >= 0) {
            cost += RequestFields.HEAP_EACH;
            at++;
        }
        return cost;
    }

    private void read(ChannelHandlerContext from, Object message) throws Exception {
        reading = true;
        answered = 0;
        try {
            super.channelRead(from, message);
        } finally {
            reading = false;
        }
        if (!yielding) {
            connection.holdUnfinished();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext from, ByteBuf in, List<Object> out)
            throws Exception {
        if (connection.stage().isLingering()) {
            in.skipBytes(in.readableBytes());
        } else if (connection.stage().isWaiting() && !yielding) {
            super.decode(from, in, out);
        }
    }

    /** Handles a half-closed connection: requests before that are answered all the same. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent) {
            connection.inputEnded();
        } else {
            super.userEventTriggered(context, event);
        }
    }
}
