package marquee.users.database;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/**
 * Looks at a server twice a second while the service runs, on a thread and over a connection of its
 * own.
 */
abstract class Watch implements SmartLifecycle {

    private static final int EVERY_MILLISECONDS = 500;

    final OwnConnection own;

    private final String thread;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;

    Watch(String thread, OwnConnection own) {
        this.thread = thread;
        this.own = own;
    }

    /** Looks once, on the thread of the watch. */
    abstract void look();

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().daemon().name(thread).start(this::untilStopped);
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void untilStopped() {
        try {
            do {
                look();
            } while (!stopped.await(EVERY_MILLISECONDS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            own.abort();
        }
    }
}
