package marquee.video.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessageDecoderResult;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import marquee.video.http.HttpDate;
import marquee.video.http.RequestTarget;
import marquee.video.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.NettyPipeline;

/**
 * One connection: reads a request, has it answered, reads the next. Requests for files are answered
 * by a {@link Transmission}; all others go on to Reactor Netty and Spring, one at a time as well.
 * Everything here happens on the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's are for those who listen
final class Connection extends ChannelDuplexHandler {

    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    /**
     * No address here takes a body; a smaller one is passed over, a larger one ends the connection.
     */
    private static final int MAX_BODY = 64 * 1024;

    /** The parser keeps room for the longest line it saw, for as long as the connection lives. */
    private static final int MAX_KEPT_HEAD = 2 * 1024;

    private static final Duration LINGER = Duration.ofSeconds(2);

    private enum State {
        /** For a request, or for the rest of one. */
        WAITING,
        ANSWERING,
        /** For the peer to have read the last answer: RFC 9112 §9.6. */
        LINGERING
    }

    private final Connections connections;
    private final FileHandler files;
    private final Channel channel;
    private final RequestDecoder decoder = new RequestDecoder(this);

    private State state = State.WAITING;
    private long since = System.nanoTime();
    private int arrived; // bytes of the request that is arriving
    private int held; // of these, what the bound on unfinished requests knows of
    private int body;
    private @Nullable HttpRequest request;
    private @Nullable RequestTarget target;
    private boolean isHead;
    private boolean old; // HTTP/1.0
    private boolean persistent;
    private boolean byFile; // and not by Spring
    private boolean paused;
    private boolean inputEnded;
    private @Nullable Transmission transmission;
    private @Nullable Transmission last;
    private long progress;

    private Connection(Connections connections, FileHandler files, Channel channel) {
        this.connections = connections;
        this.files = files;
        this.channel = channel;
    }

    /** Takes the place of Reactor Netty's codec, which reads ahead without a bound. */
    static void install(Connections connections, FileHandler files, Channel channel) {
        Connection connection = new Connection(connections, files, channel);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(512, 1024, 4096));
        channel.pipeline()
                .replace(
                        NettyPipeline.HttpCodec,
                        NettyPipeline.HttpCodec,
                        new CombinedChannelDuplexHandler<>(
                                connection.decoder, new ResponseEncoder(connection)));
        channel.pipeline().addAfter(NettyPipeline.HttpCodec, "marquee.connection", connection);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        connections.add(this, channel.eventLoop());
        context.read();
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connections.remove(this, channel.eventLoop());
        requestEnds();
        answerEnds();
        forget(last);
        forget(transmission);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("A connection failed: {}", cause.toString());
        channel.close();
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    boolean isLingering() {
        return state == State.LINGERING;
    }

    /** Whether the answer that Spring is about to give is one to HEAD. */
    boolean isHead() {
        return isHead;
    }

    long since() {
        return since;
    }

    void close() {
        channel.close();
    }

    // A request arrives

    /** Bytes came, which are about to be decoded if this connection is waiting for a request. */
    void received(int bytes) {
        if (state == State.ANSWERING) {
            paused = true; // the kernel keeps what is sent ahead
            channel.config().setAutoRead(false);
        } else if (state == State.WAITING) {
            if (arrived == 0) {
                since = System.nanoTime();
            }
            arrived += bytes;
        }
    }

    /** What was decoded is no whole request yet, and takes memory until it is. */
    void holdUnfinished() {
        if (state == State.WAITING && arrived > held) {
            int more = arrived - held;
            held = arrived;
            if (!connections.hold(more)) {
                refuse(Refusal.TOO_MANY);
            }
        }
    }

    private void requestEnds() {
        connections.letGo(held);
        held = 0;
        arrived = 0;
        body = 0;
        request = null;
    }

    void inputEnded() {
        inputEnded = true;
        if (state != State.ANSWERING) {
            channel.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest head) {
            begin(head);
        } else if (message instanceof HttpContent content) {
            body += content.content().readableBytes();
            content.release();
            if (request == null) {
                return; // refused, or answered already
            }
            if (content.decoderResult().isFailure()) {
                refuse(Refusal.UNREADABLE);
            } else if (body > MAX_BODY) {
                answer(false);
            } else if (message instanceof LastHttpContent) {
                answer(true);
            }
        }
    }

    private void begin(HttpRequest head) {
        Problem problem = Refusal.of(head);
        // RFC 9110 §9.3.7: about the server as a whole.
        boolean server = head.uri().equals("*") && head.method().equals(HttpMethod.OPTIONS);
        Optional<RequestTarget> parsed = RequestTarget.parse(server ? "/video" : head.uri());
        if (problem != null || parsed.isEmpty()) {
            refuse(problem == null ? Refusal.UNREADABLE : problem);
            return;
        }
        request = head;
        target = parsed.get();
        // RFC 9110 §10.1.1: a final status instead of 100, because the body changes nothing.
        if (HttpUtil.is100ContinueExpected(head)
                || HttpUtil.getContentLength(head, 0L) > MAX_BODY) {
            answer(false);
        }
    }

    // It is answered

    /**
     * @param read whether the request was read to its end, so that another may follow
     */
    private void answer(boolean read) {
        HttpRequest asked = request;
        RequestTarget at = target;
        if (asked == null || at == null) {
            throw new IllegalStateException("Expected a request to answer");
        }
        answerBegins();
        isHead = asked.method().equals(HttpMethod.HEAD);
        old = asked.protocolVersion().minorVersion() == 0;
        persistent =
                read
                        && HttpUtil.isKeepAlive(asked)
                        && !connections.stopping()
                        && asked.decoderResult() instanceof HttpMessageDecoderResult parsed
                        && parsed.totalSize() <= MAX_KEPT_HEAD;
        Request toAnswer =
                new Request(
                        asked.method().name(),
                        at,
                        asked.headers()::getAll,
                        System.nanoTime(),
                        old,
                        persistent);
        String lane = files.lane(toAnswer);
        byFile = lane != null;
        if (lane == null) {
            passOn(asked, at);
        } else {
            Transmission answer =
                    new Transmission(
                            work -> connections.disks().execute(lane, work),
                            connections.pageCache(),
                            () -> files.answer(toAnswer));
            if (files.isAtHand(lane)) {
                answer.make();
            }
            transmit(answer);
        }
    }

    private void answerBegins() {
        state = State.ANSWERING;
        since = System.nanoTime();
        progress = 0;
        connections.answerBegins();
        requestEnds();
    }

    private void answerEnds() {
        if (state == State.ANSWERING) {
            state = State.WAITING;
            since = System.nanoTime();
            connections.answerEnds();
        }
    }

    private void transmit(Transmission answer) {
        last = transmission;
        transmission = answer.retain();
        codec().writeAndFlush(answer).addListener(this::answered);
    }

    /**
     * Keeps the last answer, and with it the file open, until the next one is made: who plays a
     * video asks for it part by part.
     */
    private void forget(@Nullable Transmission answer) {
        if (answer != null) {
            answer.release();
        }
    }

    /** To Spring, which sees a request without a body. */
    private void passOn(HttpRequest asked, RequestTarget at) {
        asked.setUri(at.origin());
        asked.headers()
                .remove(HttpHeaderNames.CONTENT_LENGTH)
                .remove(HttpHeaderNames.TRANSFER_ENCODING)
                .remove(HttpHeaderNames.EXPECT);
        asked.setProtocolVersion(HttpVersion.HTTP_1_1); // what HTTP/1.0 means is decided here
        HttpUtil.setKeepAlive(asked, persistent);
        here().fireChannelRead(asked);
        here().fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    /** Says why and ends the connection, whose next bytes could mean anything. */
    private void refuse(Problem problem) {
        answerBegins();
        persistent = false;
        ByteBuffer[] answer = Answers.problem(problem, Request.UNREADABLE).inMemory();
        codec().writeAndFlush(Unpooled.wrappedBuffer(answer)).addListener(this::answered);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            // RFC 9110 §6.6.1; Spring leaves it to the server, and Reactor Netty to Spring.
            response.headers().set(HttpHeaderNames.DATE, HttpDate.format(Instant.now()));
            if (persistent && old) {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
            }
        }
        if (message instanceof LastHttpContent && !isInformational(message)) {
            context.write(message, promise.unvoid()).addListener(this::answered);
        } else {
            context.write(message, promise);
        }
    }

    private static boolean isInformational(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private void answered(Future<?> sent) throws Exception {
        if (state != State.ANSWERING) {
            return;
        }
        answerEnds();
        forget(last);
        last = null;
        if (!sent.isSuccess()) {
            log.debug("The viewer left: {}", String.valueOf(sent.cause()));
            channel.close();
        } else if (persistent) {
            readOn();
            if (!byFile) {
                // Reactor Netty has its own mind about reading until it is done with the request.
                channel.eventLoop().execute(this::readOn);
            }
            decoder.resume();
            if (inputEnded && state == State.WAITING) {
                channel.close();
            }
        } else {
            linger();
        }
    }

    /** Closing at once would, where bytes of the peer are unread, take the answer back. */
    private void linger() {
        state = State.LINGERING;
        if (inputEnded) {
            channel.close();
        } else {
            ((DuplexChannel) channel).shutdownOutput();
            readOn();
        }
    }

    /** Spring's side asks for what comes next when it likes: when to read is decided here. */
    @Override
    public void read(ChannelHandlerContext context) {}

    /** Goes on reading, while an answer is sent too, to learn that the peer has left. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!paused) {
            context.read();
        }
        context.fireChannelReadComplete();
    }

    private void readOn() {
        if ((paused || !byFile) && channel.isActive()) {
            paused = false;
            here().read();
        }
    }

    private ChannelHandlerContext here() {
        return channel.pipeline().context(this);
    }

    private ChannelHandlerContext codec() {
        return channel.pipeline().context(NettyPipeline.HttpCodec);
    }

    // Time passes

    /** Called about once a second. */
    void keepTime(long now) {
        ConnectionLimits limits = connections.limits();
        switch (state) {
            case WAITING -> {
                if (arrived == 0 && isOver(limits.keepAliveTimeout(), now)) {
                    channel.close();
                } else if (arrived > 0 && isOver(limits.requestTimeout(), now)) {
                    refuse(Refusal.TOO_LATE);
                }
            }
            case ANSWERING -> {
                long position = position();
                if (position != progress) {
                    progress = position;
                    since = now;
                } else if (isOver(limits.idleTimeout(), now)) {
                    log.debug("The viewer took no byte for {}", limits.idleTimeout());
                    channel.close();
                }
            }
            case LINGERING -> {
                if (isOver(LINGER, now)) {
                    channel.close();
                }
            }
        }
    }

    private boolean isOver(Duration limit, long now) {
        return now - since > limit.toNanos();
    }

    /** A number that changes whenever the peer takes bytes. */
    private long position() {
        Transmission sent = transmission;
        if (byFile && sent != null) { // else it is one of before, whose file is kept open
            return sent.transferred();
        }
        ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
        return pending == null ? 0 : pending.totalPendingWriteBytes();
    }
}
