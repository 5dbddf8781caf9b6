package marquee.video.wire;

import io.netty.channel.EventLoop;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Keeps the connections of each event loop, which alone may touch them. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's are for those who listen
final class Peers {

    private final Map<EventLoop, Set<Connection>> ofLoop = new ConcurrentHashMap<>();
    private final Consumer<EventLoop> everySecond;

    /**
     * @param everySecond called by each event loop
     */
    Peers(Consumer<EventLoop> everySecond) {
        this.everySecond = everySecond;
    }

    /** Adds a connection, whose times are checked from now on. Called on its event loop. */
    void add(Connection connection, EventLoop loop) {
        ofLoop.computeIfAbsent(loop, this::keepTime).add(connection);
    }

    void remove(Connection connection, EventLoop loop) {
        of(loop).remove(connection);
    }

    private Set<Connection> keepTime(EventLoop loop) {
        Set<Connection> connections = new HashSet<>();
        loop.scheduleAtFixedRate(
                () -> {
                    everySecond.accept(loop);
                    long now = System.nanoTime();
                    List.copyOf(connections).forEach(connection -> connection.keepTime(now));
                },
                1,
                1,
                TimeUnit.SECONDS);
        return connections;
    }

    /** Has each event loop do something about its connections. */
    void onEachLoop(Consumer<EventLoop> action) {
        ofLoop.keySet().forEach(loop -> loop.execute(() -> action.accept(loop)));
    }

    /**
     * Closes those for whom something began longest ago. Called on their event loop.
     *
     * @param began when it did, by {@link System#nanoTime}
     * @param millis how long ago at least
     * @param most how many to close
     * @return whether there were any
     */
    boolean closeOldest(
            EventLoop loop,
            Predicate<Connection> which,
            ToLongFunction<Connection> began,
            long millis,
            int most) {
        long now = System.nanoTime();
        long least = TimeUnit.MILLISECONDS.toNanos(millis);
        List<Connection> oldest =
                of(loop).stream()
                        .filter(which)
                        .filter(connection -> now - began.applyAsLong(connection) >= least)
                        .sorted(Comparator.comparingLong(began))
                        .limit(most)
                        .toList();
        oldest.forEach(Connection::close);
        return !oldest.isEmpty();
    }

    private Set<Connection> of(EventLoop loop) {
        return ofLoop.getOrDefault(loop, Set.of());
    }
}
