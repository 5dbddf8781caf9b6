package marquee.users.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Compares the connections that all replicas may take with those that PostgreSQL has for them, and
 * warns. It refuses nothing: the limit may be raised while the service runs, and a service that
 * does not start would be worse than one that may run out of connections in its busiest hour.
 */
@Component
final class ConnectionBudget {

    private static final Logger log = LoggerFactory.getLogger(ConnectionBudget.class);

    /** Those of imports, each with one of its own, and that of the watch. */
    private static final int BESIDE_THE_POOL = 4 + 1;

    /** The least of what the server has beside those it reserves, and the role and database may. */
    private static final String THERE_ARE =
            """
            select least(
                current_setting('max_connections')::int
                    - current_setting('superuser_reserved_connections')::int
                    - coalesce(current_setting('reserved_connections', true)::int, 0),
                (select nullif(rolconnlimit, -1) from pg_roles where rolname = current_user),
                (select nullif(datconnlimit, -1) from pg_database where datname = current_database()))
            """;

    private final int replicas;
    private final int pool;

    ConnectionBudget(
            @Value("${replicas}") int replicas,
            @Value("${spring.datasource.hikari.maximum-pool-size}") int pool) {
        this.replicas = replicas;
        this.pool = pool;
    }

    void check(Connection connection) throws SQLException {
        int each = pool + BESIDE_THE_POOL;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(THERE_ARE)) {
            row.next();
            int thereAre = row.getInt(1);
            if (replicas * each > thereAre) {
                log.warn(
                        "PostgreSQL has {} connections for this role, and REPLICAS={} may take {}"
                                + " ({} each): raise max_connections, or run fewer",
                        thereAre,
                        replicas,
                        replicas * each,
                        each);
            }
        }
    }
}
