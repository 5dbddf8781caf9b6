package marquee.video.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Bounds what the kernel keeps of films for peers that have not taken it yet. Its pages cannot be
 * given up and count as memory of the container: some hundred viewers who pause, each at another
 * place of a long film, would leave none for the service itself.
 *
 * <p>Whoever finds no room waits. Answers that begin and those that go on have their turns one by
 * one, of the former the newest and the oldest: in a flood somebody is served at once, instead of
 * everybody too late, and in a crowd nobody is forgotten.
 */
final class SendMemory {

    /** A part of an answer that waits for room. */
    interface Part {

        /** Sends it: room was taken, in bytes. */
        void send(long taken);
    }

    /** What the kernel may take for a peer by its own choice (the last of tcp_wmem). */
    private static final long OWN_CHOICE = 4 << 20;

    private static final int LEAST_SHARE = 32 << 10;

    /** Who reads 64 KiB a second takes a part of two of these within the time he has for it. */
    private static final int LARGEST_SHARE = 64 << 10;

    private final long most;
    private final Runnable shortage;
    private final SequencedMap<Part, Long> beginning = new LinkedHashMap<>();
    private final SequencedMap<Part, Long> goingOn = new LinkedHashMap<>();
    private long taken;
    private int holding;
    private int answers;
    private int turns;

    /**
     * @param most in bytes
     * @param shortage told when somebody has to wait
     */
    SendMemory(long most, Runnable shortage) {
        this.most = most;
        this.shortage = shortage;
    }

    long most() {
        return most;
    }

    /** Counts an answer for which a disk is needed, from its first part on. */
    synchronized void begins() {
        answers++;
    }

    /** Counts the end of one. */
    synchronized void ends() {
        answers--;
    }

    /**
     * Returns the share of one more peer, for the option of its socket, of which the kernel takes
     * twice as much: the more there are, the smaller it is.
     *
     * @return in bytes; 0 for the kernel's choice, where there are few
     */
    synchronized int share() {
        long peers = Math.max(1L + holding + waiting(), answers);
        return peers <= most / OWN_CHOICE
                ? 0
                : Math.clamp(most / 2 / peers, LEAST_SHARE, LARGEST_SHARE);
    }

    /**
     * Takes room, the last of it beyond the bound.
     *
     * @param begins whether it is for the first part of an answer
     * @return false if there is none; then {@code part} waits for it
     */
    boolean take(long bytes, boolean begins, Part part) {
        synchronized (this) {
            if (taken < most) {
                taken += bytes;
                holding++;
                return true;
            }
            (begins ? beginning : goingOn).put(part, bytes);
        }
        shortage.run();
        return false;
    }

    /** Gives back all that was taken for one turn of a peer. */
    void giveBack(long bytes) {
        List<Map.Entry<Part, Long>> served = new ArrayList<>(1);
        synchronized (this) {
            taken -= bytes;
            holding--;
            while (taken < most && waiting() > 0) {
                Map.Entry<Part, Long> next = next();
                taken += next.getValue();
                holding++;
                served.add(next);
            }
        }
        served.forEach(each -> each.getKey().send(each.getValue()));
    }

    private Map.Entry<Part, Long> next() {
        turns++;
        boolean begins = goingOn.isEmpty() || (turns % 2 != 0 && !beginning.isEmpty());
        if (!begins) {
            return goingOn.pollFirstEntry();
        }
        return turns / 2 % 2 == 0 ? beginning.pollLastEntry() : beginning.pollFirstEntry();
    }

    /** Returns whether a part was still waiting; it does no more. */
    synchronized boolean giveUp(Part part) {
        return beginning.remove(part) != null || goingOn.remove(part) != null;
    }

    /** Returns how many parts wait. */
    synchronized int waiting() {
        return beginning.size() + goingOn.size();
    }

    /** Returns what was taken, in bytes. */
    synchronized long taken() {
        return taken;
    }
}
