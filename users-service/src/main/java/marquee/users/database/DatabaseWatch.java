package marquee.users.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Knows whether the database answers, by a look at each of its servers twice a second.
 *
 * <p>After two looks that failed, requests are refused at once instead of waiting. After five,
 * {@code /readyz} fails too, unless a standby serves reads; not sooner, because a short failure
 * must not take all replicas out of service at once. The first look that succeeds ends both.
 */
@Component
final class DatabaseWatch implements SmartLifecycle, HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);

    private static final int AWAY = 2;
    private static final int NOT_READY = 5;

    private final Migrations migrations;
    private final DataSource pool;
    private final ConnectionBudget budget;
    private final @Nullable StandbyWatch standby;
    private final List<PrimaryWatch> servers;
    private volatile int missed;
    private volatile boolean warm;

    DatabaseWatch(
            Migrations migrations,
            DataSource pool,
            ConnectionBudget budget,
            ObjectProvider<Positions> positions,
            ObjectProvider<StandbyWatch> standby,
            @Value("${database.hosts}") List<String> hosts,
            @Value("${database.name}") String database,
            @Value("${spring.datasource.username}") String user,
            @Value("${spring.datasource.password}") String password) {
        this.migrations = migrations;
        this.pool = pool;
        this.budget = budget;
        this.standby = standby.getIfAvailable();
        Positions compared = positions.getIfAvailable();
        servers =
                hosts.stream()
                        .map(host ->
                                new PrimaryWatch(
                                        host,
                                        new OwnConnection(
                                                "jdbc:postgresql://" + host + "/" + database,
                                                user,
                                                password,
                                                "preferPrimary"),
                                        migrations,
                                        compared,
                                        this::afterLook))
                        .toList();
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

    private synchronized void afterLook() {
        int before = missed;
        missed = servers.stream().mapToInt(PrimaryWatch::missed).min().orElseThrow();
        if (missed == 0 && before >= AWAY) {
            log.info("The database answers again");
        } else if (missed >= AWAY && before < AWAY && migrations.done()) {
            log.warn("The database does not answer: requests are refused until it does");
        }
        if (missed == 0 && !warm && migrations.done()) {
            warmUp();
        }
    }

    /** Nobody's first request is to wait until the first connection has been made. */
    private void warmUp() {
        try (Connection connection = pool.getConnection()) {
            budget.check(connection);
            warm = true;
        } catch (SQLException e) {
            log.debug("Not warm yet, and tried again after the next look", e);
        }
    }

    @Override
    public void start() {
        servers.forEach(Watch::start);
    }

    @Override
    public void stop() {
        servers.forEach(Watch::stop);
    }

    @Override
    public boolean isRunning() {
        return servers.stream().anyMatch(Watch::isRunning);
    }
}
