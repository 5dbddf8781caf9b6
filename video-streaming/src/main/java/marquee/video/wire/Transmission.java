package marquee.video.wire;

import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Makes an answer and sends it. */
final class Transmission extends AbstractReferenceCounted {

    private final String lane;
    private final Connections connections;
    private final int held;
    private final Traffic.Asked asked;
    private boolean reported;
    private volatile int status;
    private volatile boolean lasting;
    private volatile boolean fromDisk;
    private final AtomicBoolean sharing = new AtomicBoolean();
    private final FileHandler files;
    private @Nullable Request request; // until the answer is made
    private volatile Answer.@Nullable Held end;
    private volatile @Nullable Remainder rest;
    private volatile long transferred;
    private volatile long length = Long.MAX_VALUE; // until the answer is made

    /**
     * @param lane whose disk threads run what may wait for the disk of this answer
     * @param held bytes of the request that count until the answer is made
     */
    Transmission(
            Connections connections,
            FileHandler files,
            FileHandler.Lane lane,
            Request request,
            int held) {
        Traffic traffic = connections.traffic();
        this.lane = lane.name();
        this.connections = connections;
        this.held = held;
        this.asked =
                new Traffic.Asked(
                        traffic,
                        lane.route(),
                        request.method(),
                        request.arrived(),
                        traffic.asksForTrace()
                                ? request.fields().single("traceparent").orElse(null)
                                : null);
        this.files = files;
        this.request = request;
    }

    /** Runs work that may wait for the disk of this answer. */
    void onDiskThread(Runnable work) {
        connections.disks().execute(lane, work);
    }

    /**
     * Sends as much as the socket takes, but not much more than {@code most} bytes. Called on a
     * disk thread.
     */
    void transferTo(WritableByteChannel socket, long most) throws IOException {
        Remainder left = make();
        long turn = 0;
        while (!left.isEmpty() && turn < most && !left.isFull()) {
            long count = left.send(socket, true, most);
            sent(count);
            turn += count;
        }
    }

    /**
     * Makes the answer, if it is not there yet. Called on a disk thread, where looking for a file
     * and opening it may have been all that a disk was needed for.
     *
     * @return whether its next bytes are at hand now, so that the event loop can send them
     */
    boolean makeOnDiskThread() {
        Remainder made = make();
        return !fromDisk && made.isFileAtHand();
    }

    /** Returns how many bytes of the answer are to be sent. */
    long left() {
        return length - transferred;
    }

    /**
     * Whether the next bytes can be sent without waiting for a disk. An answer that needed one
     * keeps to it: what it has just had read would count as in memory, and not as unread.
     */
    boolean isAtHand() {
        Remainder left = rest;
        return !fromDisk && left != null && left.isAtHand();
    }

    /**
     * Notes that disk threads send it from now on, and counts it among those who share what the
     * kernel may keep.
     *
     * @return whether that is new
     */
    boolean goesByDisk() {
        boolean begins = !fromDisk;
        if (begins) {
            fromDisk = true;
            sharing.set(true);
            connections.sendMemory().begins();
        }
        return begins;
    }

    private void sharesNoMore() {
        if (sharing.compareAndSet(true, false)) {
            connections.sendMemory().ends();
        }
    }

    /** Whether the socket took less than there was. */
    boolean isFull() {
        Remainder left = rest;
        return left != null && left.isFull();
    }

    /** Whether it holds nothing but an open file, of which the next part may be asked for. */
    boolean isLasting() {
        return lasting;
    }

    /** Notes that the socket can be written to again. */
    void tryAgain() {
        Remainder left = rest;
        if (left != null) {
            left.tryAgain();
        }
    }

    /** Whether all of it was sent. */
    boolean isComplete() {
        return transferred == length;
    }

    /** Sends bytes that are in memory, of an answer that is made. Called on the event loop. */
    void transferAtHand(WritableByteChannel socket) throws IOException {
        sent(Objects.requireNonNull(rest).send(socket, false));
    }

    private void sent(long count) {
        if (transferred == 0 && count > 0) {
            asked.firstByte();
        }
        transferred = transferred() + count;
    }

    /** Makes the answer, if it is not there yet. */
    Remainder make() {
        Remainder there = rest;
        return there == null ? makeNow() : there;
    }

    private Remainder makeNow() {
        Request wanted = request;
        if (wanted == null) {
            throw new IllegalStateException("Expected a request to answer");
        }
        request = null;
        Answer made;
        try {
            made = files.answer(wanted);
        } finally {
            connections.awaitingDisk().giveBack(lane, held);
        }
        length = made.length();
        status = made.status();
        int pieces = made.pieces().size();
        lasting = pieces == 1 || (pieces == 2 && made.pieces().getLast() instanceof Answer.Slice);
        end = made.held();
        Remainder all = new Remainder(made, connections.pageCache(), connections.traffic());
        rest = all;
        return all;
    }

    /** Counts the end of an answer, sent or given up, once. */
    void ended() {
        sharesNoMore();
        if (!reported && status > 0) {
            reported = true;
            asked.answered(status, transferred);
        }
    }

    /** Returns how many bytes of the answer were sent. */
    long transferred() {
        return transferred;
    }

    @Override
    public ReferenceCounted touch(Object hint) {
        return this; // Netty's search for lost buffers is not for it
    }

    @Override
    protected void deallocate() {
        if (request != null) {
            connections.awaitingDisk().giveBack(lane, held);
        }
        sharesNoMore(); // if a disk thread began when the answer had ended
        Answer.Held last = end;
        if (last != null) {
            last.leave();
        }
    }
}
