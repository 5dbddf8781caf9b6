package marquee.video.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

class UnreadTests {

    private static final SendMemory.Part NOBODY = _ -> {};

    private final SendMemory memory = new SendMemory(1 << 20, () -> {});
    private final SendMemory roomy = new SendMemory(16 << 20, () -> {});
    private final Unread unread = new Unread(memory, 0);

    @Test
    void aSmallAnswerNeedsNoRoomAndTheEndOfALongOneDoes() {
        memory.take(1 << 20, true, NOBODY);

        assertThat(unread.take(4_096, true, NOBODY)).isTrue();
        assertThat(unread.isNothing()).isTrue();
        assertThat(unread.take(4_096, false, NOBODY)).isFalse();
        assertThat(unread.take(4_097, true, part -> {})).isFalse();
        assertThat(memory.waiting()).isEqualTo(2);
    }

    @Test
    void itsRoomIsGivenBackOnce() {
        assertThat(unread.take(50_000, true, NOBODY)).isTrue();
        assertThat(memory.taken()).isEqualTo(50_000);

        unread.ends();
        unread.ends();

        assertThat(unread.isNothing()).isTrue();
        assertThat(memory.taken()).isZero();
    }

    @Test
    void whatIsSentAtATimeFitsTheBufferThatItBeganWith() throws IOException {
        Unread other = new Unread(memory, 40_000);
        try (SocketChannel socket = SocketChannel.open()) {
            for (int i = 0; i < 12; i++) {
                memory.take(1_000, true, NOBODY);
            }

            other.limit(socket); // a share is 40,329 bytes
        }

        assertThat(other.turn()).isEqualTo(80_000);
    }

    @Test
    void whatIsSentAtATimeFitsTheShareOfOne() throws IOException {
        try (SocketChannel socket = SocketChannel.open()) {
            unread.limit(socket);
            assertThat(unread.turn()).isEqualTo(128 << 10);
            for (int i = 0; i < 100; i++) {
                memory.take(1_000, true, NOBODY);
            }

            unread.limit(socket);

            assertThat(unread.turn()).isEqualTo(64 << 10);
            assertThat(socket.getOption(StandardSocketOptions.SO_SNDBUF)).isLessThan(128 << 10);
        }
    }

    @Test
    void whoHadASmallShareInACrowdHasALargeOneAfterIt() throws IOException {
        try (SocketChannel socket = SocketChannel.open()) {
            for (int i = 0; i < 100; i++) {
                roomy.take(1_000, true, NOBODY);
            }
            Unread viewer = new Unread(roomy, 0);
            viewer.limit(socket);
            assertThat(viewer.turn()).isLessThan(1 << 18);
            for (int i = 0; i < 100; i++) {
                roomy.giveBack(1_000);
            }

            viewer.limit(socket);

            assertThat(viewer.turn()).isEqualTo(1 << 20);
            assertThat(socket.getOption(StandardSocketOptions.SO_SNDBUF)).isGreaterThan(128 << 10);
        }
    }
}
