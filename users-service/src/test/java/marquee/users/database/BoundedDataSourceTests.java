package marquee.users.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doReturn;
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
import java.util.concurrent.atomic.AtomicLong;
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
    private final AtomicLong firstSuccess = new AtomicLong();

    /** The four clients at once, and then four one after the other. */
    private final CountDownLatch waitsInVain = new CountDownLatch(8);

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

    /** The pool's own pauses would have grown to five seconds by then. */
    @Test
    void manyWhoAskDoNotKeepThePoolFromADatabaseThatIsBack() throws Exception {
        when(database.getConnection()).thenThrow(new SQLException("read-only"));
        for (int client = 0; client < 4; client++) {
            clients.execute(this::askOnAndOn);
        }
        assertThat(waitsInVain.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(firstSuccess).hasValue(0);

        Connection connection = mock(Connection.class);
        when(connection.isValid(anyInt())).thenReturn(true);
        doReturn(connection).when(database).getConnection();
        long back = System.nanoTime();
        while (firstSuccess.get() == 0) {
            Thread.onSpinWait();
        }
        assertThat(Duration.ofNanos(firstSuccess.get() - back)).isLessThan(Duration.ofSeconds(2));
    }

    private void askOnAndOn() {
        while (!Thread.currentThread().isInterrupted()) {
            long begin = System.nanoTime();
            try (Connection _ = bounded.getConnection()) {
                firstSuccess.compareAndSet(0, System.nanoTime());
                return;
            } catch (SQLException e) {
                if (System.nanoTime() - begin > Duration.ofMillis(900).toNanos()) {
                    waitsInVain.countDown();
                }
            }
        }
    }
}
