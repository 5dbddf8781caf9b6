package marquee.users.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Checks twice a second, over a connection of its own, whether the database answers, so that a busy
 * pool does not look like a database that is away.
 *
 * <p>After two failed checks, requests are refused at once instead of waiting. After five, {@code
 * /readyz} fails too, unless a standby serves reads; not sooner, because a short failure must not
 * take all replicas out of service at once. The first check that succeeds ends both.
 */
@Component
final class DatabaseWatch extends Watch implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);

    private static final int AWAY = 2;
    private static final int NOT_READY = 5;

    private final Migrations migrations;
    private final DataSource pool;
    private final ConnectionBudget budget;
    private final @Nullable Positions positions;
    private final @Nullable StandbyWatch standby;
    private volatile int missed;
    private volatile boolean warm;

    DatabaseWatch(
            Migrations migrations,
            DataSource pool,
            ConnectionBudget budget,
            ObjectProvider<Positions> positions,
            ObjectProvider<StandbyWatch> standby,
            @Value("${spring.datasource.url}") String url,
            @Value("${spring.datasource.username}") String user,
            @Value("${spring.datasource.password}") String password) {
        super("database-watch", new OwnConnection(url, user, password, "preferPrimary"));
        this.migrations = migrations;
        this.pool = pool;
        this.budget = budget;
        this.positions = positions.getIfAvailable();
        this.standby = standby.getIfAvailable();
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
        boolean reads = standby != null && standby.serves();
        Health.Builder health = missed < NOT_READY || reads ? Health.up() : Health.down();
        return standby == null
                ? health.build()
                : health.withDetail("standby", standby.describe()).build();
    }

    @Override
    void look() {
        try {
            askPrimary();
            if (missed >= AWAY) {
                log.info("The database answers again");
            }
            missed = 0;
            if (!warm && migrations.done()) {
                warmUp();
            }
        } catch (SQLException e) {
            own.abort();
            if (positions != null) {
                positions.clear();
            }
            int before = missed;
            missed = Math.min(before + 1, NOT_READY);
            if (before + 1 == AWAY && migrations.done()) {
                log.warn("The database does not answer: requests are refused until it does");
            }
        }
    }

    /** Nobody's first request is to wait until the first connection has been made. */
    private void warmUp() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            budget.check(connection);
            warm = true;
        }
    }

    /** Tells the log's position too, where there is a standby to compare with. */
    private void askPrimary() throws SQLException {
        long moment = System.nanoTime();
        String position = positions == null ? "0" : "pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')";
        Connection connection = own.get();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select " + position + " where not pg_is_in_recovery()")) {
            if (!row.next()) {
                throw new SQLException("in recovery");
            }
            // Not before the schema is there: a standby that has this position has the schema.
            if (positions != null && migrations.done()) {
                positions.add(moment, row.getLong(1));
            }
        }
    }
}
