package marquee.users.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether one server of DATABASE_HOST is the primary. Each has a watch of its own, so that
 * one which never answers does not hide another that was promoted.
 */
final class PrimaryWatch extends Watch {

    private static final String IN_RECOVERY = "select pg_is_in_recovery()";

    /** A server in recovery has no such position, and asking for it would be an error. */
    private static final String IN_RECOVERY_AND_POSITION =
            IN_RECOVERY
                    + ", case when not pg_is_in_recovery()"
                    + " then pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') end";

    private final Migrations migrations;
    private final @Nullable Positions positions;
    private final Runnable afterLook;
    private boolean inRecovery;
    private volatile int missed;

    /**
     * @param positions where to note how far the primary's log is; null where nobody compares
     * @param afterLook is told of each look
     */
    PrimaryWatch(
            String server,
            OwnConnection own,
            Migrations migrations,
            @Nullable Positions positions,
            Runnable afterLook) {
        super("database-watch " + server, own);
        this.migrations = migrations;
        this.positions = positions;
        this.afterLook = afterLook;
    }

    /** How many looks in a row have not found a primary. */
    int missed() {
        return missed;
    }

    @Override
    void look() {
        try {
            boolean before = inRecovery;
            inRecovery = isInRecovery();
            if (before && !inRecovery) {
                tellDriver();
            }
            missed = inRecovery ? missedOnceMore() : 0;
        } catch (SQLException e) {
            own.abort();
            missed = missedOnceMore();
        }
        afterLook.run();
    }

    private boolean isInRecovery() throws SQLException {
        long moment = System.nanoTime();
        try (Statement statement = own.get().createStatement();
                ResultSet row =
                        statement.executeQuery(
                                positions == null ? IN_RECOVERY : IN_RECOVERY_AND_POSITION)) {
            row.next();
            boolean answer = row.getBoolean(1);
            // Not before the schema is there: a standby that has this position has the schema.
            if (positions != null && !answer && migrations.done()) {
                positions.add(moment, row.getLong(2));
            }
            return answer;
        }
    }

    /** The driver remembers what a server was when somebody connected to it last. */
    private void tellDriver() throws SQLException {
        own.abort();
        own.get();
    }

    private int missedOnceMore() {
        if (missed == 0 && positions != null) {
            positions.clear();
        }
        return missed + 1;
    }
}
