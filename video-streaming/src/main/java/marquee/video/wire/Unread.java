package marquee.video.wire;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** What the kernel may keep of films for one peer that has not taken it yet. */
final class Unread {

    /** A range of this length leaves at once, whatever the share. */
    private static final long LEAST_TURN = 64 << 10;

    /** Where there are few, in bytes, if the kernel may not choose. */
    private static final int AMONG_FEW = 512 << 10;

    private static final int LEAST_BUFFER = 1; // the kernel takes its own least

    private final SendMemory memory;
    private volatile int sendBuffer;
    private volatile long bytes;
    private volatile long since;

    /**
     * @param sendBuffer what was asked of the kernel for the socket, in bytes; 0: it chooses
     */
    Unread(SendMemory memory, int sendBuffer) {
        this.memory = memory;
        this.sendBuffer = sendBuffer;
    }

    /** Has the kernel keep no more than the share of one peer at present, or about that. */
    void limit(SocketChannel socket) throws IOException {
        int share = memory.share();
        if (share == 0 && sendBuffer > 0) {
            share = AMONG_FEW; // the kernel has no choice once it was told
        }
        boolean fits = share > sendBuffer / 2 && share < sendBuffer * 2;
        if (share > 0 && !fits) {
            socket.setOption(StandardSocketOptions.SO_SNDBUF, share);
            sendBuffer = share;
        }
    }

    /**
     * Has the kernel tell that the socket can be written to only when the peer has taken nearly
     * everything.
     */
    void limitToLeast(SocketChannel socket) throws IOException {
        socket.setOption(StandardSocketOptions.SO_SNDBUF, LEAST_BUFFER);
        sendBuffer = LEAST_BUFFER;
    }

    /** Returns how many bytes to send at most before the peer has taken some. */
    long turn() {
        return sendBuffer == 0
                ? Remainder.TURN
                : Math.clamp(2L * sendBuffer, LEAST_TURN, Remainder.TURN);
    }

    boolean isNothing() {
        return bytes == 0;
    }

    /** Whether something is with the kernel, in a buffer whose size is not the kernel's choice. */
    boolean isBounded() {
        return bytes > 0 && sendBuffer > 0;
    }

    /** Returns when the last of it was sent, by {@link System#nanoTime}. */
    long since() {
        return since;
    }

    /**
     * Takes room for the next turn. A small answer needs none: it is copied.
     *
     * @param rest how much is to be sent, in bytes
     * @param begins whether nothing of the answer came from a disk before
     * @return false if there is no room; {@code part} is told when it was taken
     */
    boolean take(long rest, boolean begins, SendMemory.Part part) {
        long wanted = Math.min(turn(), rest);
        if (begins && wanted <= Packet.SMALL) {
            return true;
        }
        boolean taken = memory.take(wanted, begins, part);
        if (taken) {
            keeps(wanted);
        }
        return taken;
    }

    /** Returns whether a part was still waiting for room; it does no more. */
    boolean giveUp(SendMemory.Part part) {
        return memory.giveUp(part);
    }

    /** Notes that room was taken. */
    void keeps(long wanted) {
        bytes = wanted;
        since = System.nanoTime();
    }

    /** Notes that the peer has taken what was sent, or never will. */
    void ends() {
        long kept = bytes;
        if (kept > 0) {
            bytes = 0;
            memory.giveBack(kept);
        }
    }
}
