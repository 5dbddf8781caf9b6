package marquee.users.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundedDataSourceTests {

    private final DataSource database = mock(DataSource.class);
    private final HikariDataSource pool = new HikariDataSource();
    private final BoundedDataSource bounded = new BoundedDataSource(pool, 1500);
    private final ExecutorService clients = Executors.newFixedThreadPool(4);
    private final CountDownLatch success = new CountDownLatch(1);

    /** The four clients at once, and then four one after the other. */
    private final CountDownLatch waitsInVain = new CountDownLatch(8);

    /** After as many in a row the pool pauses for five seconds. */
    private final CountDownLatch attempts = new CountDownLatch(10);

    private final AtomicInteger waitsSinceItIsBack = new AtomicInteger();
    private volatile boolean back;

    BoundedDataSourceTests() {
        pool.setDataSource(database);
        pool.setMinimumIdle(0);
        pool.setMaximumPoolSize(4);
        pool.setConnectionTimeout(1000);
        pool.setInitializationFailTimeout(-1);
    }

    @AfterEach
    void end() throws InterruptedException {
        clients.shutdownNow();
        assertThat(clients.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        bounded.close();
    }

    @Test
    void manyWhoAskDoNotKeepThePoolFromADatabaseThatIsBack() throws Exception {
        Connection connection = mock(Connection.class);
        when(connection.isValid(anyInt())).thenReturn(true);
        // Said once, before anybody asks: to stub again while the pool asks is a race.
        when(database.getConnection())
                .thenAnswer(_ -> {
                    attempts.countDown();
                    if (back) {
                        return connection;
                    }
                    throw new SQLException("read-only");
                });
        for (int client = 0; client < 4; client++) {
            clients.execute(this::askOnAndOn);
        }
        assertThat(waitsInVain.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(attempts.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(success.getCount()).isOne();

        back = true;

        assertThat(success.await(30, TimeUnit.SECONDS)).isTrue();
        // One may have begun to wait before; a pool that pauses lets each client wait, and again.
        assertThat(waitsSinceItIsBack).hasValueLessThan(4);
    }

    private void askOnAndOn() {
        while (!Thread.currentThread().isInterrupted()) {
            long begin = System.nanoTime();
            try (Connection _ = bounded.getConnection()) {
                success.countDown();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() - begin > Duration.ofMillis(900).toNanos()) {
                    waited();
                } else {
                    LockSupport.parkNanos(1_000_000); // as a client does that was refused
                }
            }
        }
    }

    private void waited() {
        if (back) {
            waitsSinceItIsBack.incrementAndGet();
        }
        waitsInVain.countDown();
    }
}
