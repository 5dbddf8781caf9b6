package marquee.users.database;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at something twice a second, on a thread of its own, until it is told to stop. */
final class Looks {

    private static final int EVERY_MILLISECONDS = 500;

    private final String thread;
    private final Runnable look;
    private final Runnable end;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;

    /**
     * @param end runs on the same thread, after the last look
     */
    Looks(String thread, Runnable look, Runnable end) {
        this.thread = thread;
        this.look = look;
        this.end = end;
    }

    void start() {
        running = true;
        Thread.ofPlatform().daemon().name(thread).start(this::untilStopped);
    }

    void stop() {
        running = false;
        stopped.countDown();
    }

    boolean areRunning() {
        return running;
    }

    private void untilStopped() {
        try {
            do {
                look.run();
            } while (!stopped.await(EVERY_MILLISECONDS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end.run();
        }
    }
}
