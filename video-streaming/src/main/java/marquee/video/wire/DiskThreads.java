package marquee.video.wire;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads that may wait for a disk, so that no event loop does. They work in lanes, one for each
 * file: a lane has a few of them at most, and what is too much for it waits in its order.
 */
public final class DiskThreads implements AutoCloseable {

    private static final int THREADS = 32;
    private static final int THREADS_OF_A_LANE = 4;

    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    THREADS, Thread.ofPlatform().daemon().name("disk-", 0).factory());
    private final ConcurrentHashMap<String, Lane> lanes = new ConcurrentHashMap<>();

    private static final class Lane {
        int working;
        final Queue<Runnable> waiting = new ArrayDeque<>(0);
    }

    /** Never waits; {@code work} must not throw. */
    public void execute(String name, Runnable work) {
        lanes.compute(
                name,
                (_, known) -> {
                    Lane lane = known == null ? new Lane() : known;
                    if (lane.working < THREADS_OF_A_LANE) {
                        lane.working++;
                        threads.execute(() -> run(name, work));
                    } else {
                        lane.waiting.add(work);
                    }
                    return lane;
                });
    }

    private void run(String name, Runnable work) {
        try {
            work.run();
        } finally {
            lanes.computeIfPresent(
                    name,
                    (_, lane) -> {
                        Runnable next = lane.waiting.poll();
                        if (next != null) {
                            threads.execute(() -> run(name, next));
                        } else {
                            lane.working--;
                        }
                        return lane.working == 0 ? null : lane;
                    });
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
