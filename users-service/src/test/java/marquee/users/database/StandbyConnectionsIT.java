package marquee.users.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import marquee.users.Postgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections to a server that is no standby: it may have been one, and lead now. */
class StandbyConnectionsIT {

    private final Positions primary = new Positions(Duration.ofSeconds(10));
    private final HikariDataSource pool = new HikariDataSource();

    @SuppressWarnings("NullAway.Init") // before each test
    private Standby standby;

    @BeforeEach
    void connect() {
        pool.setJdbcUrl(Postgres.newDatabase().url());
        pool.setUsername(Postgres.OWNER);
        pool.setPassword(Postgres.PASSWORD);
        pool.setMaximumPoolSize(2);
        primary.add(System.nanoTime(), 0); // everything has been replayed up to there
        standby = new Standby(pool, 1500, primary, Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        standby.close();
    }

    @Test
    void nobodyGetsOneAndNoneIsLeftBehind() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(standby::getConnection)
                    .isInstanceOf(SQLTransientConnectionException.class)
                    .hasMessage("This standby lags, or is none any more");
        }

        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
}
