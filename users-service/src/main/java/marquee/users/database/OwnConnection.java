package marquee.users.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection beside the pool, so that a busy pool does not look like a database that is
 * away. Each answer is waited for a second at most. For one thread.
 */
final class OwnConnection {

    private static final Logger log = LoggerFactory.getLogger(OwnConnection.class);
    private static final int ANSWER_MILLISECONDS = 1000;

    private final String url;
    private final Properties properties = new Properties();
    private @Nullable Connection connection;

    /**
     * @param servers which of the hosts to take, as {@code targetServerType} of the driver has it
     */
    OwnConnection(String url, String user, String password, String servers) {
        this.url = url;
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "users-service-watch");
        properties.setProperty("targetServerType", servers);
        properties.setProperty("loadBalanceHosts", String.valueOf(servers.equals("secondary")));
        properties.setProperty("hostRecheckSeconds", "1");
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("loginTimeout", "1");
        properties.setProperty("socketTimeout", "1");
    }

    /** Returns the connection, made anew where there is none. */
    Connection get() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = DriverManager.getConnection(url, properties);
            connection = current;
            current.setNetworkTimeout(Runnable::run, ANSWER_MILLISECONDS);
        }
        return current;
    }

    /** Gives it up, without a message to the server, which may not answer. */
    void abort() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            try {
                old.abort(Runnable::run);
            } catch (SQLException e) {
                log.debug("The connection was gone already", e);
            }
        }
    }
}
