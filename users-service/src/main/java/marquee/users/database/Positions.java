package marquee.users.database;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * Remembers where the log of the primary was, and when. A standby that has replayed the log up to
 * there has every row of that moment; so the age of what it has is known without comparing the
 * clocks of two machines, and a primary that nobody writes to makes no standby old.
 */
final class Positions {

    /**
     * @param moment of {@link System#nanoTime()}, before the position was asked for
     */
    private record Position(long moment, long bytes) {}

    private final long kept;
    private final Deque<Position> latestFirst = new ArrayDeque<>();

    Positions(Duration kept) {
        this.kept = kept.toNanos();
    }

    synchronized void add(long moment, long bytes) {
        if (!latestFirst.isEmpty() && latestFirst.getFirst().bytes() == bytes) {
            latestFirst.removeFirst(); // nothing was written since
        }
        latestFirst.addFirst(new Position(moment, bytes));
        while (moment - latestFirst.getLast().moment() > kept) {
            latestFirst.removeLast();
        }
    }

    /** Forgets all: another server may be the primary, with a log of its own. */
    synchronized void clear() {
        latestFirst.clear();
    }

    /** Finds the latest moment of which a standby has everything; empty where none is known. */
    synchronized OptionalLong momentOf(long replayed) {
        for (Position position : latestFirst) {
            if (position.bytes() <= replayed) {
                return OptionalLong.of(position.moment());
            }
        }
        return OptionalLong.empty();
    }
}
