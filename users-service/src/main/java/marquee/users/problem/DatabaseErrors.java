package marquee.users.problem;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client may know of a failure of the database. SQLSTATE decides; no text of it leaves. */
final class DatabaseErrors {

    /**
     * A lock that did not come, a statement over its time, a deadlock, a conflict of transactions,
     * a database that cannot be written.
     */
    private static final Set<String> UNAVAILABLE =
            Set.of("55P03", "57014", "40P01", "40001", "25006");

    private DatabaseErrors() {}

    /** Null where the failure is this service's own. */
    static @Nullable Refusal refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused) {
                String state = refused.getSQLState() == null ? "" : refused.getSQLState();
                if (state.equals("23505")) {
                    return Refusal.addressTaken();
                }
                if (state.equals("22021")) {
                    return Refusal.badRequest(
                            "Expected text that can be stored, found a character that cannot.");
                }
                if (state.isEmpty() // of the pool: the connection broke, and cannot be rolled back
                        || state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57P")
                        || UNAVAILABLE.contains(state)
                        || refused instanceof SQLTransientConnectionException) {
                    return Refusal.databaseUnavailable();
                }
            }
        }
        return null;
    }
}
