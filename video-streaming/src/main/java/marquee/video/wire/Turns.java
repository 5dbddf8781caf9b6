package marquee.video.wire;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoEvent;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.nio.NioIoOps;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.channels.SelectableChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the connections of an event loop that are ready their turns in the order in which they had
 * the last one.
 *
 * <p>The kernel names them in the order of the time before (epoll(7), level-triggered). Who had the
 * last turn of a round has nothing to read yet when the next begins, and would come at the end of
 * the one after: some of those who ask all the time would wait twice as long as all others.
 *
 * <p>Requests that were sent ahead of their turn have some of each round, and no more: where
 * thousands have sent some, who comes meanwhile does not wait for all of them.
 */
final class Turns implements IoHandler {

    private static final Logger log = LoggerFactory.getLogger(Turns.class);

    /** Time that what was sent ahead has in a round: who becomes ready meanwhile waits for it. */
    private static final long AHEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final Comparator<Turn> LONGEST_AGO_FIRST =
            Comparator.comparingLong(turn -> turn.last);

    private static final FastThreadLocal<@Nullable Turns> OF_THREAD = new FastThreadLocal<>();

    private final IoHandler selector;
    private final List<Turn> ready = new ArrayList<>();
    private final Queue<Runnable> sentAhead = new ArrayDeque<>();
    private long turns;
    private long round = System.nanoTime(); // when it began

    /**
     * @param selector finds out who is ready
     */
    Turns(IoHandler selector) {
        this.selector = selector;
    }

    /** Has the selector of NIO find out who is ready. */
    static IoHandlerFactory factory() {
        IoHandlerFactory nio = NioIoHandler.newFactory();
        return executor -> new Turns(nio.newHandler(executor));
    }

    /**
     * Returns when the round of this event loop began, by {@link System#nanoTime}: who has a turn
     * in it was ready by then. On another thread that is now.
     */
    static long round() {
        Turns here = OF_THREAD.getIfExists();
        return here == null ? System.nanoTime() : here.round;
    }

    /**
     * Has what a peer has sent ahead of its turn handled after those who are ready, in the order of
     * the calls: in this round of this event loop or a later one.
     */
    static void next(Runnable turn) {
        Objects.requireNonNull(OF_THREAD.getIfExists()).sentAhead.add(turn);
    }

    @Override
    public void initialize() {
        OF_THREAD.set(this);
        selector.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        int handled = selector.run(sentAhead.isEmpty() ? context : new NoTimeToWait(context));
        round = System.nanoTime();
        if (ready.size() > 1) {
            ready.sort(LONGEST_AGO_FIRST);
        }
        for (Turn turn : ready) {
            take(turn);
        }
        ready.clear();
        if (!sentAhead.isEmpty()) {
            takeTurnsAhead();
        }
        return handled;
    }

    private void takeTurnsAhead() {
        long begin = System.nanoTime();
        int ahead = sentAhead.size(); // and not those that come meanwhile
        do {
            take(sentAhead.remove());
        } while (--ahead > 0 && System.nanoTime() - begin < AHEAD_NANOS);
    }

    private static void take(Runnable turn) {
        try {
            turn.run();
        } catch (RuntimeException e) {
            log.warn("A connection failed in its turn", e); // the others have theirs
        }
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return selector.register(new Turn((NioIoHandle) handle));
    }

    @Override
    public void wakeup() {
        selector.wakeup();
    }

    @Override
    public void prepareToDestroy() {
        selector.prepareToDestroy();
    }

    @Override
    public void destroy() {
        OF_THREAD.remove();
        selector.destroy();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
        return selector.isCompatible(type);
    }

    /** Has the selector tell at once who is ready. */
    private record NoTimeToWait(IoHandlerContext context) implements IoHandlerContext {

        @Override
        public boolean canBlock() {
            return false;
        }

        @Override
        public long delayNanos(long now) {
            return 0;
        }

        @Override
        public long deadlineNanos() {
            return context.deadlineNanos();
        }
    }

    /** What one connection waits for, and its event when it is there. */
    @SuppressWarnings("try") // Netty lets closing throw anything
    private final class Turn implements NioIoHandle, NioIoEvent, Runnable {

        private final NioIoHandle connection;
        private long last = ++turns;
        private NioIoOps ops = NioIoOps.NONE;
        private @Nullable IoRegistration registration;

        Turn(NioIoHandle connection) {
            this.connection = connection;
        }

        @Override
        public void handle(IoRegistration registered, IoEvent event) {
            registration = registered;
            ops = ((NioIoEvent) event).ops();
            ready.add(this);
        }

        @Override
        public void run() {
            last = ++turns;
            IoRegistration registered = Objects.requireNonNull(registration);
            if (registered.isValid()) { // not closed by one that had its turn before
                connection.handle(registered, this);
            }
        }

        @Override
        public NioIoOps ops() {
            return ops;
        }

        @Override
        public SelectableChannel selectableChannel() {
            return connection.selectableChannel();
        }

        @Override
        public void registered() {
            connection.registered();
        }

        @Override
        public void unregistered() {
            connection.unregistered();
        }

        @Override
        public void close() throws Exception {
            connection.close();
        }
    }
}
