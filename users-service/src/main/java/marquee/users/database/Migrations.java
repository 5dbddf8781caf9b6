package marquee.users.database;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import marquee.users.problem.DatabaseErrors;
import marquee.users.start.OneLineFailureReporter;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Migrates the schema. Where that takes long, or the database is away, the service starts
 * meanwhile: it listens, is not ready, and tries again. A failure that waiting cannot mend, such as
 * a wrong password, ends the start.
 */
@Component
class Migrations implements FlywayMigrationStrategy, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    private static final int START_WAITS_SECONDS = 5;
    private static final int TRY_EVERY_MILLISECONDS = 500;

    private final Environment environment;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Completed when the first attempt ends, or when the start stops waiting for it. */
    private final CompletableFuture<Void> first = new CompletableFuture<>();

    private volatile boolean done;

    Migrations(Environment environment) {
        this.environment = environment;
    }

    /** Whether the schema is up to date. */
    boolean done() {
        return done;
    }

    @Override
    public void migrate(Flyway flyway) {
        Thread.ofPlatform().daemon().name("migrations").start(() -> untilDone(flyway));
        try {
            await();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The schema could not be made", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await() throws ExecutionException, InterruptedException {
        try {
            first.get(START_WAITS_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            goOn();
            first.get(); // the attempt may have failed at this very moment
        }
    }

    private void goOn() {
        if (first.complete(null)) {
            log.warn("The schema is not there yet: the service starts, and is not ready");
        }
    }

    private void untilDone(Flyway flyway) {
        try {
            while (!tried(flyway)
                    && !stopped.await(TRY_EVERY_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                log.debug("Trying again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes one attempt; returns whether it was the last. */
    private boolean tried(Flyway flyway) {
        try {
            flyway.migrate();
            done = true;
            if (!first.complete(null)) {
                log.info("The schema is there");
            }
            return true;
        } catch (RuntimeException failure) {
            if (DatabaseErrors.isAway(failure)) {
                goOn();
                return stopped.getCount() == 0;
            }
            if (!first.completeExceptionally(failure)) {
                end(failure);
            }
            return true;
        }
    }

    /** Ends the process: after the start no caller would catch the exception. */
    private void end(RuntimeException failure) {
        new OneLineFailureReporter()
                .report(new DatabaseFailureAnalyzer(environment).describe(failure));
        Thread.ofPlatform().start(() -> System.exit(1));
    }

    @Override
    public void close() {
        stopped.countDown();
    }
}
