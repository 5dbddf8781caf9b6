package marquee.video.wire;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A turn of an answer by a disk thread, which has the socket meanwhile. */
final class DiskTurn implements SendMemory.Part {

    private final Transmission answer;
    private final SocketChannel socket;
    private final Unread unread;
    private final Consumer<@Nullable Exception> over;

    private DiskTurn(
            Transmission answer,
            SocketChannel socket,
            Unread unread,
            Consumer<@Nullable Exception> over) {
        this.answer = answer;
        this.socket = socket;
        this.unread = unread;
        this.over = over;
    }

    /**
     * Has a disk thread make the answer, if it is not there yet, and send the next bytes if only
     * that can.
     *
     * @param over told when the socket is free again, by the disk thread, and what failed, if
     *     anything did
     */
    static DiskTurn begin(
            Transmission answer,
            SocketChannel socket,
            Unread unread,
            Consumer<@Nullable Exception> over) {
        DiskTurn turn = new DiskTurn(answer, socket, unread, over);
        answer.retain();
        answer.onDiskThread(() -> turn.run(false));
        return turn;
    }

    private void run(boolean hasRoom) {
        Exception failure = null;
        try {
            if (!answer.makeOnDiskThread()) {
                if (!hasRoom && !takeRoom()) {
                    return; // send goes on
                }
                answer.transferTo(socket, unread.turn());
            }
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            failure = new IOException(e);
        }
        answer.release();
        over.accept(failure);
    }

    private boolean takeRoom() throws IOException {
        boolean begins = answer.goesByDisk();
        unread.limit(socket);
        return unread.take(answer.left(), begins, this);
    }

    @Override
    public void send(long taken) {
        unread.keeps(taken);
        answer.onDiskThread(() -> run(true));
    }

    /** Returns whether it still waited for room in memory; then it is over, and nobody is told. */
    boolean giveUp() {
        boolean waited = unread.giveUp(this);
        if (waited) {
            answer.release();
        }
        return waited;
    }
}
