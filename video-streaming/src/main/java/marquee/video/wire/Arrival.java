package marquee.video.wire;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessageDecoderResult;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Optional;
import marquee.video.http.RequestTarget;
import marquee.video.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Tracks the request that is arriving: counts its bytes, and decides when it can be answered. */
final class Arrival {

    /**
     * In bytes. No address accepts a body: a smaller one is skipped, a larger one ends the
     * connection.
     */
    private static final int MAX_BODY = 64 * 1024;

    /** In bytes; the parser keeps a buffer for the longest line while the connection lives. */
    private static final int MAX_KEPT_HEAD = 2 * 1024;

    private final Connections connections;
    private int cost;
    private long begun;
    private int held; // of these, what the bound on requests that arrive in pieces knows of
    private int body;
    private @Nullable HttpRequest head;
    private @Nullable RequestTarget target;

    /** The state of the request. */
    sealed interface Step {}

    /** The request is not complete, or it was answered already and this is the rest of it. */
    record Unfinished() implements Step {}

    record Refused(Problem problem) implements Step {}

    /**
     * The request can be answered.
     *
     * @param complete whether it was read to its end, so that another can follow
     */
    record Ready(HttpRequest head, RequestTarget target, boolean complete) implements Step {

        boolean isHead() {
            return head.method().equals(HttpMethod.HEAD);
        }

        /** HTTP/1.0. */
        boolean isOld() {
            return head.protocolVersion().minorVersion() == 0;
        }

        /** Whether the connection may stay open after the answer. */
        boolean mayPersist() {
            return complete
                    && HttpUtil.isKeepAlive(head)
                    && head.decoderResult() instanceof HttpMessageDecoderResult parsed
                    && parsed.totalSize() <= MAX_KEPT_HEAD;
        }

        Request request(long begun, boolean persistent) {
            return new Request(
                    head.method().name(),
                    target,
                    (RequestFields) head.headers(),
                    begun,
                    System.nanoTime(),
                    isOld(),
                    persistent);
        }
    }

    private static final Step UNFINISHED = new Unfinished();

    Arrival(Connections connections) {
        this.connections = connections;
    }

    boolean hasBegun() {
        return cost > 0;
    }

    void received(int more, long by) {
        cost += more;
        begun = by;
    }

    /** Returns a time by which the request had begun to arrive. */
    long begun() {
        return begun;
    }

    /** Returns what the request may come to in memory, in bytes. */
    int cost() {
        return cost;
    }

    /** Counts what has arrived of a request that is not complete; returns false without room. */
    boolean hold() {
        if (cost > held && !connections.arriving().take(cost - held)) {
            return false;
        }
        held = cost;
        return true;
    }

    /** Ends the request: it is answered, or its connection is closed. */
    void end() {
        connections.arriving().giveBack(held);
        held = 0;
        cost = 0;
        body = 0;
        head = null;
        target = null;
    }

    /** Takes the next object of the decoder. */
    Step take(Object message) {
        if (message instanceof HttpRequest request) {
            return begin(request);
        }
        if (message instanceof HttpContent content) {
            body += content.content().readableBytes();
            content.release();
            return goOn(content);
        }
        return UNFINISHED;
    }

    private Step begin(HttpRequest request) {
        if (!hasBegun()) {
            begun = System.nanoTime(); // it was sent ahead, nobody knows when
        }
        Problem problem = Refusal.of(request);
        // RFC 9110 §9.3.7: "*" is the server as a whole.
        boolean server = request.uri().equals("*") && request.method().equals(HttpMethod.OPTIONS);
        Optional<RequestTarget> parsed = RequestTarget.parse(server ? "/video" : request.uri());
        if (problem != null || parsed.isEmpty()) {
            return new Refused(problem == null ? Refusal.UNREADABLE : problem);
        }
        if (!connections.hosts().allow(parsed.get(), request.headers().get(HttpHeaderNames.HOST))) {
            return new Refused(Refusal.MISDIRECTED);
        }
        // RFC 9110 §10.1.1: a final status instead of 100, because no body is needed.
        if (HttpUtil.is100ContinueExpected(request)
                || HttpUtil.getContentLength(request, 0L) > MAX_BODY) {
            return new Ready(request, parsed.get(), false);
        }
        head = request;
        target = parsed.get();
        return UNFINISHED;
    }

    private Step goOn(HttpContent content) {
        HttpRequest begun = head;
        RequestTarget at = target;
        if (begun == null || at == null) {
            return UNFINISHED;
        }
        if (content.decoderResult().isFailure()) {
            return new Refused(Refusal.UNREADABLE);
        }
        boolean complete = content instanceof LastHttpContent;
        return complete || body > MAX_BODY
                ? new Ready(begun, at, complete && body <= MAX_BODY)
                : UNFINISHED;
    }
}
