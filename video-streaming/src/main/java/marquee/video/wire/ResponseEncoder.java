package marquee.video.wire;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** Encodes Spring's responses, and passes each {@link Transmission} on as it is. */
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
