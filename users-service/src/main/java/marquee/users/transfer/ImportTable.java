package marquee.users.transfer;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import marquee.users.contact.Contact;
import marquee.users.contact.ContactCheck;

/**
 * The good lines of one import, in a temporary table of its transaction; from there, one statement
 * each puts them in place, whatever their number.
 */
final class ImportTable implements AutoCloseable {

    /** Of {@code directory} and {@code import_line}: the same address with other content. */
    private static final String DIFFERING =
            """
            where directory.email_key = import_line.fold
                and (directory.email, directory.phone_number)
                    is distinct from (import_line.email, import_line.phone_number)
            """;

    private final Connection connection;
    private final Statement statement;

    ImportTable(Connection connection) throws SQLException {
        this.connection = connection;
        statement = connection.createStatement();
        // One statement may move a million rows, and may wait for a row that somebody changes.
        statement.execute("set local statement_timeout = '10min'");
        statement.execute("set local lock_timeout = '30s'");
        statement.execute(
                """
                create temporary table import_line (
                    line bigint, fold text collate "C", email text, email_fold text, phone_number text, phone_e164 text
                ) on commit drop
                """);
    }

    /** How many lines had a user, and how many had not. */
    record Copied(long good, long bad) {}

    Copied copy(Format.Reading reading, ImportReport.Errors errors)
            throws IOException, SQLException {
        try (ImportRows rows = new ImportRows(connection)) {
            long good = 0;
            long bad = 0;
            for (Format.Read read = reading.next(); read != null; read = reading.next()) {
                long line = read.line();
                switch (read.checked()) {
                    case ContactCheck.Passed(Contact contact) -> {
                        good++;
                        rows.add(line, contact);
                    }
                    case ContactCheck.Failed(var faults) -> {
                        bad++;
                        faults.forEach(fault -> errors.add(line, fault.pointer(), fault.detail()));
                    }
                }
            }
            rows.end();
            statement.execute("analyze import_line");
            return new Copied(good, bad);
        }
    }

    /** Two imports of the same addresses in another order would wait for each other's rows. */
    void waitForOtherImports() throws SQLException {
        statement.execute("select pg_advisory_xact_lock(hashtext('import into directory'))");
    }

    /** Takes out the lines whose address an earlier line has. */
    long refuseRepeated(ImportReport.Errors errors) throws SQLException {
        return faults(
                """
                with gone as (
                    delete from import_line using (
                        select fold, min(line) as first from import_line
                        group by fold having count(*) > 1
                    ) as same
                    where import_line.fold = same.fold and line > first
                    returning line, first
                )
                select line, 'The same e-mail address as in line ' || first || '.', count(*) over ()
                from gone order by line limit 1000
                """,
                errors);
    }

    long create() throws SQLException {
        return statement.executeUpdate(
                """
                insert into directory (email, email_fold, phone_number, phone_e164)
                select email, email_fold, phone_number, phone_e164 from import_line
                where not exists (select from directory where email_key = fold)
                order by line
                on conflict (email_key) do nothing
                """);
    }

    long updateDiffering() throws SQLException {
        return statement.executeUpdate(
                """
                update directory set
                    email = import_line.email, email_fold = import_line.email_fold,
                    phone_number = import_line.phone_number, phone_e164 = import_line.phone_e164
                from import_line
                """
                        + DIFFERING);
    }

    long refuseDiffering(ImportReport.Errors errors) throws SQLException {
        return faults(
                """
                select line, 'Another user has this e-mail address.', count(*) over ()
                from directory, import_line
                """
                        + DIFFERING
                        + " order by line limit 1000",
                errors);
    }

    long countDiffering() throws SQLException {
        return refuseDiffering(new ImportReport.Errors());
    }

    /** Of a query for line, detail and the count of all. */
    private long faults(String query, ImportReport.Errors errors) throws SQLException {
        long all = 0;
        try (ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                all = found.getLong(3);
                errors.add(found.getLong(1), "/email", found.getString(2));
            }
        }
        return all;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
