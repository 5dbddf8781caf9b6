package marquee.users.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;

/**
 * How far a server is with replaying the log of its primary.
 *
 * @param standby false where it has become the primary itself
 * @param receives whether it is connected to its primary; one that is not may follow a log that has
 *     no future, of a primary that was replaced
 */
record Replay(boolean standby, boolean receives, long bytes) {

    static Replay of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                select pg_is_in_recovery(), exists (select from pg_stat_wal_receiver),
                                    pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')
                                """)) {
            row.next();
            return new Replay(row.getBoolean(1), row.getBoolean(2), row.getLong(3));
        }
    }

    /** Finds the latest moment of which it surely has everything. */
    OptionalLong moment(Positions primary) {
        return standby && receives ? primary.momentOf(bytes) : OptionalLong.empty();
    }
}
