package marquee.users.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.PGConnection;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connects to the standbys, and lets nobody have a connection whose rows may be older than
 * DATABASE_READ_LAG. Each connection proves that for itself once a second: behind one name there
 * may be several standbys, of which one lags.
 */
final class Standby extends DelegatingDataSource implements AutoCloseable {

    private static final long PROVEN_AGAIN_AFTER = TimeUnit.SECONDS.toNanos(1);
    private static final long BETWEEN_EVICTIONS = TimeUnit.SECONDS.toNanos(1);

    private final HikariDataSource pool;
    private final BoundedDataSource bounded;
    private final Positions primary;
    private final long mostLag;
    private final AtomicLong evicted = new AtomicLong(System.nanoTime() - BETWEEN_EVICTIONS);

    /** The moment of which each connection's server surely has everything. */
    private final Map<PGConnection, Long> moments =
            Collections.synchronizedMap(new WeakHashMap<>());

    Standby(HikariDataSource pool, int milliseconds, Positions primary, Duration mostLag) {
        this.pool = pool;
        this.bounded = new BoundedDataSource(pool, milliseconds);
        this.primary = primary;
        this.mostLag = mostLag.toNanos();
        setTargetDataSource(bounded);
    }

    /** Makes a pool as that of the primary, with the same limits. */
    static HikariDataSource pool(String url, Environment environment, MeterRegistry meters) {
        HikariConfig config =
                Binder.get(environment)
                        .bind("spring.datasource.hikari", Bindable.of(HikariConfig.class))
                        .get();
        config.setPoolName("standby");
        config.setJdbcUrl(url);
        config.setUsername(environment.getProperty("spring.datasource.username"));
        config.setPassword(environment.getProperty("spring.datasource.password"));
        config.addDataSourceProperty("targetServerType", "secondary");
        config.addDataSourceProperty("loadBalanceHosts", "true");
        config.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
        return new HikariDataSource(config);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = bounded.getConnection();
        try {
            if (isFresh(connection)) {
                return connection;
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        leave(connection);
        throw new SQLTransientConnectionException("This standby lags, or is none any more");
    }

    private boolean isFresh(Connection connection) throws SQLException {
        PGConnection physical = connection.unwrap(PGConnection.class);
        Long moment = moments.get(physical);
        if (moment == null || System.nanoTime() - moment > PROVEN_AGAIN_AFTER) {
            OptionalLong later = Replay.of(connection).moment(primary);
            if (later.isPresent()) {
                moment = later.getAsLong();
                moments.put(physical, moment);
            }
        }
        return moment != null && System.nanoTime() - moment <= mostLag;
    }

    /** Gives it back, or up: now and then, because the next one may be to another standby. */
    private void leave(Connection connection) throws SQLException {
        long now = System.nanoTime();
        long before = evicted.get();
        if (now - before >= BETWEEN_EVICTIONS && evicted.compareAndSet(before, now)) {
            pool.evictConnection(connection); // closed by this
        } else {
            connection.close();
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
