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

    private final HikariDataSource pool;
    private final int milliseconds;
    private volatile boolean waitedInVain;

    BoundedDataSource(HikariDataSource pool, int milliseconds) {
        super((DataSource) pool);
        this.pool = pool;
        this.milliseconds = milliseconds;
    }

    @Override
    public Connection getConnection() throws SQLException {
        // While anybody waits, the pool doubles its pauses between attempts, up to five seconds. So
        // once one has waited in vain the next do not, until it begins anew with a short pause.
        if (waitedInVain && waiting() > 0) {
            throw new SQLTransientConnectionException("There are no connections to be had");
        }
        long begin = System.nanoTime();
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
            waitedInVain = hasRoom();
            throw e;
        }
    }

    /** Whether the pool could have grown, so that the database and not its size is in the way. */
    private boolean hasRoom() {
        HikariPoolMXBean state = pool.getHikariPoolMXBean();
        return state != null && state.getTotalConnections() < pool.getMaximumPoolSize();
    }

    private int waiting() {
        HikariPoolMXBean state = pool.getHikariPoolMXBean();
        return state == null ? 0 : state.getThreadsAwaitingConnection();
    }

    @Override
    public void close() {
        pool.close();
    }
}
