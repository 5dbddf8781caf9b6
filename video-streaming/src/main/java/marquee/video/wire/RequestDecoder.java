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
 * Reads one request, and the next one when the first is answered: until then what a peer sends
 * ahead stays as bytes, and then in the kernel. A thousand requests in one packet cost no more than
 * one.
 */
final class RequestDecoder extends HttpRequestDecoder {

    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_FIELDS_SIZE = 8 * 1024;

    private final Connection connection;
    private @Nullable ChannelHandlerContext context;
    private boolean reading;

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
        connection.received(((ByteBuf) message).readableBytes());
        read(from, message);
    }

    /** Goes on with what was sent ahead. */
    void resume() throws Exception {
        ChannelHandlerContext here = context;
        int ahead = actualReadableBytes();
        if (here != null && ahead > 0 && !reading) { // else the loop that reads goes on by itself
            connection.received(ahead);
            read(here, Unpooled.EMPTY_BUFFER);
        }
    }

    private void read(ChannelHandlerContext from, Object message) throws Exception {
        reading = true;
        try {
            super.channelRead(from, message);
        } finally {
            reading = false;
        }
        connection.holdUnfinished();
    }

    @Override
    protected void decode(ChannelHandlerContext from, ByteBuf in, List<Object> out)
            throws Exception {
        if (connection.isLingering()) {
            in.skipBytes(in.readableBytes());
        } else if (connection.isWaiting()) {
            super.decode(from, in, out);
        }
    }

    /** Half a connection is closed: what was asked before is answered all the same. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent) {
            connection.inputEnded();
        } else {
            super.userEventTriggered(context, event);
        }
    }
}
