package marquee.users.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PeerTests {

    private final Peer peer = new Peer();

    @Test
    void doesNotStallWhileItsRequestWaitsForATurn() {
        peer.sent(0); // all was read that came before its last answer

        peer.take();

        assertThat(peer.stalledNanos(inASecond())).isZero();
    }

    @Test
    void stallsWhileTheRestOfItsRequestDoesNotCome() {
        peer.take();
        peer.sent(10);
        peer.sent(0);

        assertThat(peer.stalledNanos(inASecond())).isPositive();
    }

    private static long inASecond() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    }
}
