package marquee.video.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.CombinedChannelDuplexHandler;
import java.io.IOException;
import marquee.video.problem.Problem;
import marquee.video.wire.Stage.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.NettyPipeline;

/**
 * Reads the requests of one connection and has them answered, one after the other. A {@link
 * Transmission} answers requests for files; all others go on to Reactor Netty and Spring. Every
 * method runs on the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's are for those who listen
final class Connection extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    private static final String NAME = "marquee.connection";

    private final Connections connections;
    private final FileHandler files;
    private final DiskChannel channel;
    private final RequestDecoder decoder = new RequestDecoder(this);
    private final Arrival arrival;
    private final Stage stage = new Stage();
    private final Sending sending;
    private final SpringSide spring;
    private final Ending whenSent = this::ended;

    @SuppressWarnings("NullAway.Init") // by handlerAdded
    private ChannelHandlerContext here;

    @SuppressWarnings("NullAway.Init")
    private ChannelHandlerContext wire; // past the codec

    private boolean persistent;
    private boolean bySpring;
    private boolean paused;
    private boolean inputEnded;

    private Connection(Connections connections, FileHandler files, DiskChannel channel) {
        this.connections = connections;
        this.files = files;
        this.channel = channel;
        this.arrival = new Arrival(connections);
        this.sending = new Sending(channel, whenSent);
        this.spring = new SpringSide(this, connections.traffic());
    }

    /** Replaces Reactor Netty's codec, which reads ahead without a bound. */
    static void install(Connections connections, FileHandler files, DiskChannel channel) {
        Connection connection = new Connection(connections, files, channel);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.config().setRecvByteBufAllocator(new ReadBuffers());
        channel.pipeline()
                .replace(
                        NettyPipeline.HttpCodec,
                        NettyPipeline.HttpCodec,
                        new CombinedChannelDuplexHandler<>(
                                connection.decoder, new ResponseEncoder(connection.spring)));
        channel.pipeline()
                .addAfter(NettyPipeline.HttpCodec, NAME, connection)
                .addAfter(NAME, "marquee.spring", connection.spring);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        here = added;
        wire = added.pipeline().context(NettyPipeline.HttpCodec);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        connections.peers().add(this, channel.eventLoop());
        sending.begin();
        context.read();
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connections.peers().remove(this, channel.eventLoop());
        arrival.end();
        answerEnds();
        sending.close();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("A connection failed: {}", cause.toString());
        channel.close();
    }

    Stage stage() {
        return stage;
    }

    /** Whether an answer of Spring's is being sent. */
    boolean isPaging() {
        return bySpring && stage.isAnswering();
    }

    /**
     * Closes the connection. Who was answered may take what the kernel has for it; who is being
     * answered, or had time to take it, loses that.
     */
    void close() {
        if (stage.isAnswering() || isTaking()) {
            channel.abort(); // else the kernel would offer it to the peer for minutes
        } else {
            stage.enter(State.LINGERING);
            sending.whenTaken(channel::close);
        }
    }

    /** Whether the connection ends as soon as the peer has its answer. */
    private boolean isTaking() {
        return stage.isLingering() && !unread().isNothing();
    }

    /** Returns since when the peer has had time to take what is left of its answer. */
    long untakenSince() {
        return stage.isLingering() ? stage.since() : unread().since();
    }

    /** Whether what arrives is what the peer has asked, and not in TLS. */
    boolean isPlain() {
        return sending.isPlain();
    }

    /** Returns what the peer may have left with the kernel. */
    Unread unread() {
        return channel.unread();
    }

    /**
     * Notes bytes that are about to be decoded, if this connection is waiting for a request.
     *
     * @param cost what they may come to in memory
     * @param begun a time by which they had begun to arrive
     */
    void received(int cost, long begun) {
        if (stage.isWaiting()) {
            if (!arrival.hasBegun()) {
                unread().ends(); // who asks for more has what there was
                stage.requestBegins();
            }
            arrival.received(cost, begun);
        }
    }

    /** Counts the memory of a request that is not complete. */
    void holdUnfinished() {
        if (stage.isWaiting() && !arrival.hold()) {
            refuse(Refusal.TOO_MANY);
        }
    }

    void inputEnded() {
        inputEnded = true;
        closeIfDone();
    }

    /** Closes the connection of a peer that has ended its side and has its answer. */
    void closeIfDone() {
        if (inputEnded && !stage.isAnswering() && !isTaking() && !decoder.isYielding()) {
            close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        switch (arrival.take(message)) {
            case Arrival.Unfinished _ -> {}
            case Arrival.Refused(Problem problem) -> refuse(problem);
            case Arrival.Ready ready -> answer(ready);
        }
    }

    /**
     * Answers a request for a file of which all has arrived, if that is what this is.
     *
     * @return false if it is to be decoded; else the bytes were released
     */
    boolean answersAtOnce(ByteBuf bytes, long begun) throws Exception {
        WholeHead head = stage.isWaiting() && !arrival.hasBegun() ? WholeHead.of(bytes) : null;
        if (head == null) {
            return false;
        }
        Request request = head.request(begun, !connections.stopping());
        FileHandler.Lane lane = files.lane(request);
        if (lane == null || !connections.hosts().allow(request.target(), head.host())) {
            return false;
        }
        bytes.release();
        unread().ends(); // who asks for more has what there was
        persistent = request.persistent();
        answer(request, lane, head.cost());
        return true;
    }

    private void answer(Arrival.Ready ready) throws Exception {
        persistent = ready.mayPersist() && !connections.stopping();
        Request request = ready.request(arrival.begun(), persistent);
        FileHandler.Lane lane = files.lane(request);
        if (lane == null) {
            answerBegins();
            passOn(ready);
        } else {
            answer(request, lane, arrival.cost());
        }
    }

    private void answer(Request request, FileHandler.Lane lane, int cost) throws Exception {
        boolean waits = !files.isAtHand(lane);
        int held = waits ? cost : 0;
        if (waits && !connections.awaitingDisk().take(lane.name(), held)) {
            refuse(Refusal.TOO_MANY_WAIT);
            return;
        }
        answerBegins();
        Transmission answer = new Transmission(connections, files, lane, request, held);
        if (!waits) {
            answer.make();
        }
        try {
            if (sending.send(answer, wire)) {
                answered();
            }
        } catch (IOException e) {
            left(e);
        }
    }

    private void answerBegins() {
        stage.enter(State.ANSWERING);
        connections.answerBegins();
        arrival.end();
    }

    private void answerEnds() {
        if (stage.isAnswering()) {
            stage.enter(State.WAITING);
            connections.answerEnds();
            if (bySpring) {
                bySpring = false;
                connections.pageEnds();
                spring.ended();
            } else {
                sending.ended();
            }
        }
    }

    private void passOn(Arrival.Ready ready) {
        bySpring = connections.pageBegins(channel.eventLoop());
        if (!bySpring) {
            tell(Refusal.TOO_MANY_PAGES);
            return;
        }
        spring.ask(here, ready, persistent);
    }

    /** Sends the reason and ends the connection, because its next bytes could mean anything. */
    private void refuse(Problem problem) {
        answerBegins();
        tell(problem);
    }

    private void tell(Problem problem) {
        persistent = false;
        Answer answer = Answers.problem(problem, Request.UNREADABLE);
        connections.traffic().refused(answer.status(), answer.pieces().getLast().length());
        wire.writeAndFlush(Unpooled.wrappedBuffer(answer.inMemory())).addListener(whenSent);
    }

    /** Returns what goes on after an answer was sent, or could not be: made once, not for each. */
    Ending whenSent() {
        return whenSent;
    }

    private void ended(@Nullable Throwable failure) throws Exception {
        if (failure == null) {
            answered();
        } else {
            left(failure);
        }
    }

    private void left(Throwable cause) {
        if (stage.isAnswering()) {
            answerEnds();
            sending.end();
            log.debug("The viewer left: {}", cause.toString());
            channel.close();
        }
    }

    private void answered() throws Exception {
        if (!stage.isAnswering()) {
            return;
        }
        boolean paged = bySpring;
        answerEnds();
        sending.end();
        if (persistent) {
            sending.giveBackWhenTaken();
            decoder.resume();
            readOn(paged);
            if (paged) {
                // Reactor Netty turns reading on and off until it is done with the request.
                channel.eventLoop().execute(() -> readOn(true));
            }
            closeIfDone();
        } else {
            linger();
        }
    }

    private void linger() {
        stage.enter(State.LINGERING);
        readOn(true);
        sending.whenTaken(this::endOutput);
    }

    /** Ends the output and reads on: closing with unread bytes would reset the answer. */
    private void endOutput() {
        if (inputEnded) {
            channel.close();
        } else {
            stage.enter(State.LINGERING);
            sending.shutdownOutput();
        }
    }

    /** Reads on, also while an answer is sent, to notice a peer that leaves. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        readOn(true);
        if (bySpring) { // nobody else has been given anything
            context.fireChannelReadComplete();
        }
    }

    /** Reads on where nothing is left to decode: the kernel keeps what else is sent ahead. */
    void readOn(boolean anyway) {
        if ((paused || anyway) && channel.isActive()) {
            paused = decoder.holdsMore();
            if (paused) {
                channel.config().setAutoRead(false);
            } else if (isPlain()) {
                channel.unsafe().beginRead(); // nobody on the way to the socket has more to do
            } else {
                here.read();
            }
        }
    }

    /** Ends what has taken too long; called about once a second. */
    void keepTime(long now) {
        switch (stage.due(
                now,
                connections.limits(),
                arrival.hasBegun(),
                unread().isNothing(),
                sending.position(!bySpring))) {
            case NOTHING -> {}
            case CLOSE -> {
                log.debug("Nothing came or went for too long while {}", stage.state());
                close();
            }
            case REFUSE -> refuse(Refusal.TOO_LATE);
        }
    }
}
