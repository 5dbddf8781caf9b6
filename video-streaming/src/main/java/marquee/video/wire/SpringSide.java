package marquee.video.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import marquee.video.http.HttpDate;
import marquee.video.http.RequestTarget;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a {@link Connection} and Reactor Netty, which carries to Spring what is no file:
 * gives it one request at a time, each without a body, and completes its responses.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's are for those who listen
final class SpringSide extends ChannelOutboundHandlerAdapter {

    /** The addresses that Spring answers; all others are unknown. */
    private static final Map<List<String>, String> ROUTES =
            Map.of(List.of("livez"), "/livez", List.of("readyz"), "/readyz");

    private final Connection connection;
    private final Traffic traffic;
    private Traffic.@Nullable Asked asked;
    private boolean isHead;
    private boolean saysKeepAlive; // in HTTP/1.0, where both sides have to
    private int status;
    private int bytes;

    SpringSide(Connection connection, Traffic traffic) {
        this.connection = connection;
        this.traffic = traffic;
    }

    void ask(ChannelHandlerContext from, Arrival.Ready ready, boolean persistent) {
        HttpRequest request = ready.head();
        isHead = ready.isHead();
        saysKeepAlive = persistent && ready.isOld();
        asked =
                new Traffic.Asked(
                        traffic,
                        ROUTES.getOrDefault(ready.target().segments(), Traffic.OTHER),
                        request.method().name(),
                        System.nanoTime(),
                        traffic.asksForTrace() ? request.headers().get("traceparent") : null);
        status = 0;
        from.fireChannelRead(withoutBody(request, ready.target(), persistent));
        from.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    /** Whether the answer is to HEAD. */
    boolean isHead() {
        return isHead;
    }

    /** Ends an answer of Spring's: it was sent, or its peer has left. */
    void ended() {
        if (asked != null && status > 0) {
            asked.answered(status, bytes);
        }
    }

    private static HttpRequest withoutBody(
            HttpRequest asked, RequestTarget at, boolean persistent) {
        asked.setUri(at.origin());
        asked.headers()
                .remove(HttpHeaderNames.CONTENT_LENGTH)
                .remove(HttpHeaderNames.TRANSFER_ENCODING)
                .remove(HttpHeaderNames.EXPECT);
        asked.setProtocolVersion(HttpVersion.HTTP_1_1); // what HTTP/1.0 means is decided here
        HttpUtil.setKeepAlive(asked, persistent);
        return asked;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            status = response.status().code();
            bytes = response.headers().getInt(HttpHeaderNames.CONTENT_LENGTH, 0);
            // RFC 9110 §6.6.1; Spring leaves it to the server, and Reactor Netty to Spring.
            response.headers().set(HttpHeaderNames.DATE, HttpDate.format(Instant.now()));
            if (saysKeepAlive) {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
            }
        }
        if (message instanceof LastHttpContent && !isInformational(message)) {
            context.write(message, promise.unvoid()).addListener(connection.whenSent());
        } else {
            context.write(message, promise);
        }
    }

    private static boolean isInformational(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    /** Ignores Reactor Netty's wish to read on: the connection decides. */
    @Override
    public void read(ChannelHandlerContext context) {}
}
