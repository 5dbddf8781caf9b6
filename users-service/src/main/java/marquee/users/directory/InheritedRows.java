package marquee.users.directory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import marquee.users.contact.EmailAddress;
import marquee.users.contact.PhoneNumber;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Fills {@code email_fold} and {@code phone_e164} in the rows of an older service where PostgreSQL
 * cannot compute them; a migration in Java, because SQL cannot do it. A row that cannot be parsed
 * stays as it is, and so does one whose address another row has.
 */
@Component
class InheritedRows implements JavaMigration {

    private static final int ROWS_AT_A_TIME = 1000;

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("7");
    }

    @Override
    public String getDescription() {
        return "fill inherited rows";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true; // the fetch size needs a transaction
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        try (Statement inherited = connection.createStatement();
                PreparedStatement e164 =
                        connection.prepareStatement(
                                "update directory set phone_e164 = ? where user_id = ?");
                PreparedStatement fold =
                        connection.prepareStatement(
                                """
                                update directory set email_fold = ? where user_id = ? and not exists (
                                    select from directory
                                    where coalesce(email_fold, lower(email collate "C")) = ? and user_id <> ?
                                )
                                """)) {
            inherited.setFetchSize(ROWS_AT_A_TIME);
            ResultSet rows =
                    inherited.executeQuery(
                            """
                            select user_id, email, phone_number,
                                '+' || regexp_replace(phone_number, '[^0-9]', '', 'g') as found
                            from directory where email_fold is null and phone_e164 is null
                            """);
            while (rows.next()) {
                fillNumber(rows, e164);
                fillFold(rows, fold);
            }
        }
    }

    private static void fillNumber(ResultSet row, PreparedStatement update) throws SQLException {
        String found = row.getString("found");
        String e164 =
                PhoneNumber.parse(row.getString("phone_number"))
                        .map(PhoneNumber::e164)
                        .orElse(found);
        if (!e164.equals(found)) {
            update.setString(1, e164);
            update.setLong(2, row.getLong("user_id"));
            update.executeUpdate();
        }
    }

    private static void fillFold(ResultSet row, PreparedStatement update) throws SQLException {
        String fold =
                EmailAddress.parse(row.getString("email"))
                        .map(EmailAddress::foldToKeep)
                        .orElse(null);
        if (fold != null) {
            long id = row.getLong("user_id");
            update.setString(1, fold);
            update.setLong(2, id);
            update.setString(3, fold);
            update.setLong(4, id);
            update.executeUpdate();
        }
    }
}
