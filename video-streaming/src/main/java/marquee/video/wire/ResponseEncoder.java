package marquee.video.wire;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** Encodes Spring's responses, and passes each {@link Transmission} on as it is. */
final class ResponseEncoder extends HttpResponseEncoder {

    private final SpringSide spring;

    ResponseEncoder(SpringSide spring) {
        this.spring = spring;
    }

    @Override
    public boolean acceptOutboundMessage(Object message) throws Exception {
        return !(message instanceof Transmission) && super.acceptOutboundMessage(message);
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse response) {
        return spring.isHead() || super.isContentAlwaysEmpty(response);
    }
}
