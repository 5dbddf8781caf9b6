package marquee.users.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Bounds what a request waits for a connection of the pool and its first answer, together. */
final class BoundedDataSource extends DelegatingDataSource implements AutoCloseable {

    /** What an answer may take where the wait for the connection left no time. */
    private static final int LEAST_MILLISECONDS = 200;

    /**
     * While anybody waits, the pool doubles its pauses between attempts, up to five seconds. In the
     * second that one may wait they come to less than this. So when one has waited in vain nobody
     * waits for as long, and the pool begins anew with a short pause for the next.
     */
    private static final long NOBODY_WAITS_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

    private final HikariDataSource pool;
    private final int milliseconds;
    private volatile boolean waitedInVain;
    private volatile long lastInVain;

    BoundedDataSource(HikariDataSource pool, int milliseconds) {
        super((DataSource) pool);
        this.pool = pool;
        this.milliseconds = milliseconds;
    }

    @Override
    public Connection getConnection() throws SQLException {
        long begin = System.nanoTime();
        if (waitedInVain && mayNotWait(begin)) {
            throw new SQLTransientConnectionException("There are no connections to be had");
        }
        Connection connection = take();
        long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        connection.setNetworkTimeout( // the pool takes it back
                Runnable::run,
                Math.max(LEAST_MILLISECONDS, milliseconds - Math.toIntExact(waited)));
        return connection;
    }

    private Connection take() throws SQLException {
        try {
            Connection connection = super.getConnection();
            waitedInVain = false;
            return connection;
        } catch (SQLTransientConnectionException e) {
            lastInVain = System.nanoTime();
            waitedInVain = hasRoom();
            throw e;
        }
    }

    /** After one has waited in vain, one at a time waits again, and only after a while. */
    private boolean mayNotWait(long now) {
        HikariPoolMXBean state = pool.getHikariPoolMXBean();
        return state != null
                && (state.getThreadsAwaitingConnection() > 0
                        || (now - lastInVain < NOBODY_WAITS_NANOS
                                && state.getIdleConnections() == 0));
    }

    /** Whether the pool could have grown, so that the database and not its size is in the way. */
    private boolean hasRoom() {
        HikariPoolMXBean state = pool.getHikariPoolMXBean();
        return state != null && state.getTotalConnections() < pool.getMaximumPoolSize();
    }

    @Override
    public void close() {
        pool.close();
    }
}
