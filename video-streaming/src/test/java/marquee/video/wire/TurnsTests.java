package marquee.video.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With pipes for connections: who is ready, and in which order, is what the kernel says. */
class TurnsTests {

    private final IoHandler turns = Turns.factory().newHandler(new ThisThread());
    private final List<String> served = new ArrayList<>();
    private final List<Peer> peers = new ArrayList<>();
    private final Peer a = new Peer("a");
    private final Peer b = new Peer("b");
    private final Peer c = new Peer("c");

    @AfterEach
    void close() throws IOException {
        for (Peer peer : peers) {
            peer.close();
        }
        turns.destroy();
    }

    @Test
    void whoWasTheLastAndMissedARoundIsTheFirstInTheNext() {
        round(a, b, c);
        round(a, b);

        round(a, b, c);

        assertThat(served).containsExactly("a", "b", "c", "a", "b", "c", "a", "b");
    }

    @Test
    void thoseWhoAskAllTheTimeHaveTurnsEquallyOften() {
        for (int i = 0; i < 300; i++) {
            String last = served.isEmpty() ? "" : served.getLast(); // has only just its answer
            round(peers.stream().filter(peer -> !peer.name.equals(last)).toArray(Peer[]::new));
        }

        assertThat(peers)
                .allSatisfy(peer ->
                        assertThat(served).filteredOn(peer.name::equals).hasSizeBetween(200, 202));
    }

    @Test
    void newcomerComesAfterWhoHasWaitedLonger() {
        round(a, b);
        Peer newcomer = new Peer("newcomer");

        round(newcomer, a, c);

        assertThat(served).containsExactly("a", "b", "c", "a", "newcomer");
    }

    @Test
    void allOfOneRoundWereReadyByTheTimeItBegan() {
        turns.initialize();
        List<Long> rounds = new ArrayList<>();
        a.inItsTurn = () -> rounds.add(Turns.round());
        b.inItsTurn = a.inItsTurn;
        long before = System.nanoTime();
        round(a, b);
        long between = System.nanoTime();
        round(b);

        assertThat(rounds.get(0)).isEqualTo(rounds.get(1)).isBetween(before, between);
        assertThat(rounds.get(2)).isGreaterThanOrEqualTo(between);
    }

    @Test
    void whatWasSentAheadComesAfterWhoIsReadyAndOnlyOnceARound() {
        turns.initialize();
        Turns.next(() -> {
            served.add("ahead");
            Turns.next(() -> served.add("ahead again"));
        });

        round(a, b);
        round(c);

        assertThat(served).containsExactly("a", "b", "ahead", "c", "ahead again");
    }

    @Test
    void whoIsReadyHasATurnBetweenWhenWhatWasSentAheadTakesLong() {
        turns.initialize();
        Turns.next(TurnsTests::spend);
        Turns.next(() -> served.add("ahead"));
        Turns.next(() -> served.add("ahead again"));

        round();
        round(a);

        assertThat(served).containsExactly("a", "ahead", "ahead again");
    }

    @Test
    @Timeout(10)
    void nobodyWaitsForTheKernelWhileSomethingWasSentAhead() {
        turns.initialize();
        Turns.next(() -> served.add("ahead"));

        turns.run(new Wait(true, TimeUnit.HOURS.toNanos(1)));

        assertThat(served).containsExactly("ahead");
    }

    @Test
    void whoIsClosedByAnotherHasNoTurn() {
        a.inItsTurn = b.registration::cancel;

        round(a, b, c);

        assertThat(served).containsExactly("a", "c");
    }

    @Test
    void failureOfOneCostsTheOthersNothing() {
        a.inItsTurn =
                () -> {
                    throw new IllegalStateException("Expected by this test");
                };

        round(a, b);
        round(c);

        assertThat(served).containsExactly("a", "b", "c");
    }

    @Test
    void failureOfWhatWasSentAheadCostsTheOthersNothing() {
        turns.initialize();
        Turns.next(() -> {
            throw new IllegalStateException("Expected by this test");
        });
        Turns.next(() -> served.add("ahead"));

        round();

        assertThat(served).containsExactly("ahead");
    }

    /** Takes longer than what was sent ahead may in a round. */
    private static void spend() {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < 11_000_000) {
            Thread.onSpinWait();
        }
    }

    private void round(Peer... asking) {
        for (Peer peer : asking) {
            peer.ask();
        }
        turns.run(new Wait(false, 0));
    }

    private final class Peer implements NioIoHandle {

        private final String name;
        private final Pipe pipe;
        private final IoRegistration registration;
        private Runnable inItsTurn = () -> {};

        Peer(String name) {
            this.name = name;
            try {
                pipe = Pipe.open();
                pipe.source().configureBlocking(false);
                registration = turns.register(this);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            registration.submit(NioIoOps.READ);
            peers.add(this);
        }

        void ask() {
            try {
                pipe.sink().write(ByteBuffer.allocate(1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void handle(IoRegistration registered, IoEvent event) {
            served.add(name);
            try {
                pipe.source().read(ByteBuffer.allocate(1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            inItsTurn.run();
        }

        @Override
        public SelectableChannel selectableChannel() {
            return pipe.source();
        }

        @Override
        public void close() throws IOException {
            pipe.sink().close();
            pipe.source().close();
        }
    }

    private static final class ThisThread implements ThreadAwareExecutor {

        @Override
        public boolean isExecutorThread(Thread thread) {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }

    private record Wait(boolean canBlock, long nanos) implements IoHandlerContext {

        @Override
        public long delayNanos(long now) {
            return nanos;
        }

        @Override
        public long deadlineNanos() {
            return canBlock ? Long.MAX_VALUE : 0;
        }
    }
}
