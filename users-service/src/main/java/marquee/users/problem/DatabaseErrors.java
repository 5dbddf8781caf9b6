package marquee.users.problem;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a failure of the database means to this service. The SQLSTATE of the failure or of one
 * of its causes decides; no text of it leaves.
 */
public final class DatabaseErrors {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String CHARACTER_NOT_IN_REPERTOIRE = "22021";
    private static final String READ_ONLY_SQL_TRANSACTION = "25006";

    private static final Set<String> CONFLICT =
            Set.of("40P01", "40001"); // deadlock, serialization failure

    private static final Set<String> TOOK_TOO_LONG =
            Set.of("55P03", "57014"); // lock not available, query cancelled

    private DatabaseErrors() {}

    /** Whether the database is not there, has no room, or cannot be written for the time being. */
    public static boolean isAway(Throwable failure) {
        return any(
                failure,
                cause ->
                        cause instanceof SQLTransientConnectionException // the pool's
                                || state(cause).isEmpty() // its word for a broken connection
                                || state(cause).startsWith("08") // connection
                                || state(cause).startsWith("53") // insufficient resources
                                || state(cause).startsWith("57P") // shut down, or starting
                                || state(cause).equals(READ_ONLY_SQL_TRANSACTION));
    }

    /** Whether the transaction was given up so that another could go on: it may begin again. */
    public static boolean isConflict(Throwable failure) {
        return any(failure, cause -> CONFLICT.contains(state(cause)));
    }

    /** Whether a statement, or its wait for a lock, was ended for its length. */
    public static boolean tookTooLong(Throwable failure) {
        return any(failure, cause -> TOOK_TOO_LONG.contains(state(cause)));
    }

    /** What a client is told; null where the failure is this service's own. */
    static @Nullable Refusal refusal(Throwable failure) {
        if (any(failure, cause -> state(cause).equals(UNIQUE_VIOLATION))) {
            return Refusal.addressTaken();
        }
        if (any(failure, cause -> state(cause).equals(CHARACTER_NOT_IN_REPERTOIRE))) {
            return Refusal.badRequest(
                    "Expected text that can be stored, found a character that cannot.");
        }
        boolean unavailable = isAway(failure) || isConflict(failure) || tookTooLong(failure);
        return unavailable ? Refusal.databaseUnavailable() : null;
    }

    private static boolean any(Throwable failure, Predicate<SQLException> condition) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .anyMatch(condition);
    }

    private static String state(SQLException failure) {
        return Objects.requireNonNullElse(failure.getSQLState(), "");
    }
}
