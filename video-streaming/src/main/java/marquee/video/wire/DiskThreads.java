package marquee.video.wire;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Runs work that may wait for a disk, so that no event loop does. Each file has a lane, which uses
 * a few threads at most; further work of the lane waits in order.
 */
public final class DiskThreads implements AutoCloseable {

    private static final int THREADS = 32;
    private static final int THREADS_OF_A_LANE = 4;

    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    THREADS, Thread.ofPlatform().daemon().name("disk-", 0).factory());
    private final Map<String, Lane> lanes = new HashMap<>();

    private static final class Lane {
        int working;
        final Queue<Runnable> waiting = new ArrayDeque<>(0);
    }

    /** Queues work, without waiting; {@code work} must not throw. */
    public void execute(String lane, Runnable work) {
        if (enter(lane, work)) {
            threads.execute(() -> run(lane, work));
        }
    }

    private void run(String lane, Runnable work) {
        try {
            work.run();
        } finally {
            Runnable next = leave(lane);
            if (next != null) {
                threads.execute(() -> run(lane, next)); // after those of other lanes
            }
        }
    }

    /** Takes a thread of the lane, or queues the work and returns false. */
    private synchronized boolean enter(String name, Runnable work) {
        Lane lane = lanes.computeIfAbsent(name, _ -> new Lane());
        if (lane.working == THREADS_OF_A_LANE) {
            lane.waiting.add(work);
            return false;
        }
        lane.working++;
        return true;
    }

    /** Returns the work that has waited longest, for the same thread; null where none waits. */
    private synchronized @Nullable Runnable leave(String name) {
        Lane lane = Objects.requireNonNull(lanes.get(name));
        Runnable next = lane.waiting.poll();
        if (next == null && --lane.working == 0) {
            lanes.remove(name);
        }
        return next;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
