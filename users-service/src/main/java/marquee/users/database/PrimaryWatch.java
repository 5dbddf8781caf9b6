package marquee.users.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Looks twice a second whether one of the servers in DATABASE_HOST is the primary. Each server has
 * a watch of its own, so that one which never answers does not hide another that was promoted.
 */
final class PrimaryWatch extends Watch {

    private final Migrations migrations;
    private final @Nullable Positions positions;
    private final Runnable afterLook;
    private final String question;
    private boolean recovers;
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
        // A standby cannot tell the second, and is not asked for it.
        question =
                "select pg_is_in_recovery(), case when not pg_is_in_recovery() then %s end"
                        .formatted(
                                positions == null
                                        ? "0"
                                        : "pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')");
    }

    /** How many looks in a row have not found a primary. */
    int missed() {
        return missed;
    }

    @Override
    void look() {
        try {
            missed = isPrimary() ? 0 : missedOnceMore();
        } catch (SQLException e) {
            own.abort();
            missed = missedOnceMore();
        }
        afterLook.run();
    }

    private boolean isPrimary() throws SQLException {
        long moment = System.nanoTime();
        try (Statement statement = own.get().createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            boolean promoted = recovers && !row.getBoolean(1);
            recovers = row.getBoolean(1);
            // Not before the schema is there: a standby that has this position has the schema.
            if (positions != null && !recovers && migrations.done()) {
                positions.add(moment, row.getLong(2));
            }
            if (promoted) {
                tellDriver();
            }
            return !recovers;
        }
    }

    /** The driver remembers what each server was when somebody connected to it last. */
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
