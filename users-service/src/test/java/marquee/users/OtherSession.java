package marquee.users;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A session by hand beside the service, always in a transaction; see {@link Postgres#stubborn}. */
final class OtherSession implements AutoCloseable {

    private final Connection connection;

    OtherSession(JdbcClient database) throws SQLException {
        String name = database.sql("select current_database()").query(String.class).single();
        connection = Postgres.stubborn(name);
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        rollback();
        connection.close();
    }
}
