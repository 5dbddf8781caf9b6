package marquee.video.wire;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** Writes Spring's responses; answers that come as a {@link Transmission} are written already. */
final class ResponseEncoder extends HttpResponseEncoder {

    private final Connection connection;

    ResponseEncoder(Connection connection) {
        this.connection = connection;
    }

    @Override
    public boolean acceptOutboundMessage(Object message) throws Exception {
        return !(message instanceof Transmission) && super.acceptOutboundMessage(message);
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse response) {
        return connection.isHead() || super.isContentAlwaysEmpty(response);
    }
}
