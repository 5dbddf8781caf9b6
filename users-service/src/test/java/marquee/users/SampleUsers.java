package marquee.users;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Fills a directory that never held a row, before the first request can see it. */
class SampleUsers extends BaseCallback {

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE;
    }

    @Override
    public void handle(Event event, Context context) {
        try (Statement statement = context.getConnection().createStatement()) {
            if (neverHeldRow(statement)) {
                statement.execute(sampleUsers());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every row took an id; ids are never given back. */
    private static boolean neverHeldRow(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery(
                        """
                        select pg_sequence_last_value(
                            pg_get_serial_sequence('directory', 'user_id')::regclass) is null
                        """)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static String sampleUsers() {
        try {
            return Files.readString(Path.of("test-database", "setup.sql"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
