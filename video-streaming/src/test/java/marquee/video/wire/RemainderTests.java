package marquee.video.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemainderTests {

    private static final int MIB = 1 << 20;

    @TempDir Path folder;

    private final byte[] film = new byte[3 * MIB];
    private final PageCache cache = new PageCache(() -> true);
    private FileChannel file;

    /** Takes some bytes in each turn, and keeps how many it was given at a time. */
    private static final class Socket implements WritableByteChannel {

        private final int room;
        private final List<Integer> writes = new ArrayList<>();
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        Socket(int room) {
            this.room = room;
        }

        @Override
        public int write(ByteBuffer bytes) {
            writes.add(bytes.remaining());
            byte[] some = new byte[Math.min(room, bytes.remaining())];
            bytes.get(some);
            taken.writeBytes(some);
            return some.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void open() throws IOException {
        new Random(1).nextBytes(film);
        file = FileChannel.open(Files.write(folder.resolve("film.mp4"), film));
    }

    @AfterEach
    void close() throws IOException {
        file.close();
    }

    @Test
    void aHeadAndASmallRangeLeaveTogether() throws IOException {
        Socket socket = send(Integer.MAX_VALUE, text(400), slice(5, 4_096));

        assertThat(socket.writes).containsExactly(4_496);
    }

    @Test
    void aHeadTakesTheBeginningOfARangeAlong() throws IOException {
        Socket socket = send(Integer.MAX_VALUE, text(400), slice(5, 128 * 1024));

        assertThat(socket.writes).first().isEqualTo(1_424);
    }

    @Test
    void aHeadTakesNothingOfALongRangeAlong() throws IOException {
        Socket socket = send(Integer.MAX_VALUE, text(400), slice(5, 128 * 1024 + 1));

        assertThat(socket.writes).first().isEqualTo(400);
    }

    @Test
    void aHundredRangesLeaveAsIfTheyWereOne() throws IOException {
        List<Answer.Piece> pieces = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            pieces.add(text(120));
            pieces.add(slice(3_000L * i, 10));
        }

        Socket socket = send(Integer.MAX_VALUE, pieces.toArray(Answer.Piece[]::new));

        assertThat(socket.writes).containsExactly(13_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_024, 5_000, 100_000})
    void everyByteIsSentWhateverTheSocketTakes(int room) throws IOException {
        int length = room < 100 ? 9_000 : 2 * MIB;

        send(
                room,
                text(400),
                slice(1_000, length),
                text(70),
                slice(7, 5),
                text(0),
                slice(0, 4_097));
        send(room, text(5_000), slice(1, 1), text(1), slice(2, 4_096), text(9_000), text(0));
    }

    @Test
    void theEventLoopReadsNothingThatIsNotAtHand() throws IOException {
        Remainder answer = remainder(text(400), slice(5, 100));
        Socket socket = new Socket(Integer.MAX_VALUE);

        answer.send(socket, false);

        assertThat(socket.writes).containsExactly(400);
        assertThat(answer.isAtHand()).isFalse();
    }

    @Test
    void theEventLoopSendsTogetherWhatIsAtHand() throws IOException {
        cache.wereSent(slice(0, MIB), 0, MIB);
        Remainder answer = remainder(text(400), slice(5, 100), text(50), slice(2 * MIB, 100));
        Socket socket = new Socket(Integer.MAX_VALUE);

        answer.send(socket, false);

        assertThat(socket.writes).containsExactly(550);
        assertThat(answer.isAtHand()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {64 * 1024, MIB})
    void theEventLoopSendsARangeThatIsAtHandRightBehindItsHead(int length) throws IOException {
        cache.wereSent(slice(0, 2 * MIB), 0, 2 * MIB);
        Remainder answer = remainder(text(400), slice(5, length));
        Socket socket = new Socket(Integer.MAX_VALUE);

        assertThat(answer.send(socket, false)).isEqualTo(400 + length);
        assertThat(answer.isEmpty()).isTrue();
    }

    @Test
    void theEventLoopSendsNothingBehindAHeadThatTheSocketDidNotTake() throws IOException {
        cache.wereSent(slice(0, MIB), 0, MIB);
        Remainder answer = remainder(text(400), slice(5, 64 * 1024));
        Socket socket = new Socket(300);

        assertThat(answer.send(socket, false)).isEqualTo(300);
        assertThat(answer.isFull()).isTrue();
        assertThat(socket.writes).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 2 * MIB})
    void aFileThatWasCutShortEndsTheAnswer(int length) throws IOException {
        Files.write(folder.resolve("film.mp4"), Arrays.copyOf(film, 50));
        Remainder answer = remainder(text(400), slice(5, length));
        Socket socket = new Socket(Integer.MAX_VALUE);

        assertThatThrownBy(
                        () -> {
                            while (!answer.isEmpty()) {
                                answer.send(socket, true);
                            }
                        })
                .isInstanceOf(TruncatedFileException.class);
        assertThat(socket.taken.size()).isEqualTo(445);
    }

    @ParameterizedTest
    @ValueSource(ints = {700, 5_000, Integer.MAX_VALUE})
    void aCopyHasTheSameBytes(int room) throws IOException {
        Answer.Piece[] pieces = {text(400), slice(5, 900_000), text(30), slice(77, 4_500)};
        Remainder answer = remainder(pieces);
        Socket socket = new Socket(room);

        while (!answer.isEmpty()) {
            answer.send(socket, true, 100_000);
            answer.tryAgain();
        }

        assertThat(socket.taken.toByteArray()).isEqualTo(expected(pieces));
        assertThat(socket.writes).contains(65_536).allMatch(length -> length <= 65_536);
    }

    @Test
    void aFileThatWasCutShortEndsACopyToo() throws IOException {
        Files.write(folder.resolve("film.mp4"), Arrays.copyOf(film, 70_000));
        Remainder answer = remainder(slice(0, 200_000));
        Socket socket = new Socket(Integer.MAX_VALUE);

        assertThatThrownBy(
                        () -> {
                            while (!answer.isEmpty()) {
                                answer.send(socket, true, 100_000);
                            }
                        })
                .isInstanceOf(TruncatedFileException.class);
        assertThat(socket.taken.size()).isEqualTo(70_000);
    }

    private Socket send(int room, Answer.Piece... pieces) throws IOException {
        Remainder answer = remainder(pieces);
        Socket socket = new Socket(room);
        while (!answer.isEmpty()) {
            answer.send(socket, true);
            answer.tryAgain();
        }
        assertThat(socket.taken.toByteArray()).isEqualTo(expected(pieces));
        return socket;
    }

    private byte[] expected(Answer.Piece... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Answer.Piece piece : pieces) {
            if (piece instanceof Answer.Text(ByteBuffer bytes)) {
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(0, copy);
                all.writeBytes(copy);
            } else if (piece instanceof Answer.Slice slice) {
                all.write(film, (int) slice.first(), (int) slice.length());
            }
        }
        return all.toByteArray();
    }

    private Remainder remainder(Answer.Piece... pieces) {
        return new Remainder(new Answer(List.of(pieces)), cache, Traffic.unseen());
    }

    private static Answer.Text text(int length) {
        byte[] bytes = new byte[length];
        IntStream.range(0, length).forEach(i -> bytes[i] = (byte) ('a' + i % 26));
        return new Answer.Text(ByteBuffer.wrap(bytes));
    }

    private Answer.Slice slice(long first, long length) {
        return new Answer.Slice(file, 1, true, first, length);
    }
}
