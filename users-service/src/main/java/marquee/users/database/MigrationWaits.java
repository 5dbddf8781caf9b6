package marquee.users.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import marquee.users.start.UnusableVariableException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.stereotype.Component;

/**
 * Lets a statement of a migration take long (MIGRATION_TIMEOUT), and no other statement of the
 * start: a server that works for hours looks like one that will never answer.
 */
@Component
final class MigrationWaits extends BaseCallback {

    /** The limit of every other statement; also the socketTimeout of new connections. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Duration migration;

    MigrationWaits(@Value("${migrations.timeout}") String timeout) {
        migration = duration(timeout);
    }

    private static Duration duration(String text) {
        try {
            Duration duration = DurationStyle.detectAndParse(text.strip());
            if (duration.isPositive() && duration.compareTo(Duration.ofDays(7)) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException | ArithmeticException _) {
            // said below
        }
        throw new UnusableVariableException(
                "MIGRATION_TIMEOUT", "a time up to 7d, such as 30m", "\"" + text + "\"");
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE
                || event == Event.AFTER_EACH_MIGRATE
                || event == Event.AFTER_EACH_MIGRATE_ERROR;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        Duration limit = event == Event.BEFORE_EACH_MIGRATE ? migration : ANSWER;
        Connection connection = context.getConnection();
        try {
            if (!connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
