package marquee.users.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Checks twice a second, over a connection of its own, whether the database answers, so that a busy
 * pool does not look like a database that is away.
 *
 * <p>After two failed checks, requests are refused at once instead of waiting. After five, {@code
 * /readyz} fails too; not sooner, because a short failure must not take all replicas out of service
 * at once. The first check that succeeds ends both.
 */
@Component
final class DatabaseWatch implements HealthIndicator, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);

    private static final int AWAY = 2;
    private static final int NOT_READY = 5;
    private static final int EVERY_MILLISECONDS = 500;
    private static final int ANSWER_MILLISECONDS = 1000;

    private final Migrations migrations;
    private final DataSource pool;
    private final String url;
    private final Properties credentials = new Properties();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile int missed;
    private volatile boolean warm;
    private volatile boolean running;
    private @Nullable Connection connection;

    DatabaseWatch(
            Migrations migrations,
            DataSource pool,
            @Value("${spring.datasource.url}") String url,
            @Value("${spring.datasource.username}") String user,
            @Value("${spring.datasource.password}") String password) {
        this.migrations = migrations;
        this.pool = pool;
        this.url = url;
        credentials.setProperty("user", user);
        credentials.setProperty("password", password);
        credentials.setProperty("ApplicationName", "users-service-watch");
        credentials.setProperty("connectTimeout", "1");
        credentials.setProperty("loginTimeout", "1");
        credentials.setProperty("socketTimeout", "1");
    }

    /** Whether the database answered lately, so that a request is worth its wait. */
    boolean answers() {
        return migrations.done() && missed < AWAY;
    }

    @Override
    public Health health() {
        if (!migrations.done()) {
            return Health.outOfService().withDetail("schema", "not there yet").build();
        }
        if (!warm) {
            return Health.outOfService().withDetail("pool", "no connection yet").build();
        }
        return missed < NOT_READY ? Health.up().build() : Health.down().build();
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().daemon().name("database-watch").start(this::watch);
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

    private void watch() {
        try {
            do {
                look();
            } while (!stopped.await(EVERY_MILLISECONDS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private void look() {
        try {
            if (!isPrimary()) {
                throw new SQLException("in recovery");
            }
            if (missed >= AWAY) {
                log.info("The database answers again");
            }
            missed = 0;
            if (!warm && migrations.done()) {
                warmUp();
            }
        } catch (SQLException e) {
            disconnect();
            int before = missed;
            missed = Math.min(before + 1, NOT_READY);
            if (before + 1 == AWAY && migrations.done()) {
                log.warn("The database does not answer: requests are refused until it does");
            }
        }
    }

    /** Nobody's first request is to wait until the first connection has been made. */
    private void warmUp() throws SQLException {
        try (Connection _ = pool.getConnection()) {
            warm = true;
        }
    }

    private boolean isPrimary() throws SQLException {
        if (connection == null) {
            connection = DriverManager.getConnection(url, credentials);
            connection.setNetworkTimeout(Runnable::run, ANSWER_MILLISECONDS);
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select not pg_is_in_recovery()")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private void disconnect() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            try {
                old.abort(Runnable::run); // without a message to the server, which may not answer
            } catch (SQLException e) {
                log.debug("The connection was gone already", e);
            }
        }
    }
}
