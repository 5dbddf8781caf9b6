package marquee.users.transfer;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The good lines of one import, in a temporary table. They come there bit by bit, without a
 * transaction that would have to wait for the client; then one statement each puts them in place,
 * whatever their number, in one transaction.
 */
final class ImportTable implements AutoCloseable {

    /** Of {@code directory} and {@code import_line}: the same address with other content. */
    private static final String DIFFERING =
            """
            where directory.email_key = import_line.fold
                and (directory.email, directory.phone_number)
                    is distinct from (import_line.email, import_line.phone_number)
            """;

    private static final int STATEMENT_MILLISECONDS = 10 * 60 * 1000;

    private final Connection connection;
    private final Statement statement;
    private final Runnable closed;

    /**
     * @param connection is closed with this, and then takes its table along
     */
    ImportTable(Connection connection, Runnable closed) throws SQLException {
        this.connection = connection;
        this.closed = closed;
        // One statement may move a million rows, and may wait for a row that somebody changes.
        connection.setNetworkTimeout(Runnable::run, STATEMENT_MILLISECONDS);
        statement = connection.createStatement();
        statement.execute("set statement_timeout = '10min'");
        statement.execute("set lock_timeout = '30s'");
        statement.execute(
                """
                create temporary table import_line (
                    line bigint, fold text collate "C", email text, email_fold text, phone_number text, phone_e164 text
                )
                """);
    }

    /**
     * @param rows in the text format of COPY
     */
    void copy(CharSequence rows) throws SQLException {
        CopyIn copy =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy import_line from stdin");
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        copy.endCopy();
    }

    void begin() throws SQLException {
        statement.execute("analyze import_line");
        connection.setAutoCommit(false);
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
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

    /**
     * Locks what {@link #updateDiffering()} will change, before anything is created: whoever
     * changes one of these users to an address that is created here would wait for this import, and
     * this import for that user.
     */
    void lockDiffering() throws SQLException {
        statement.execute(
                """
                select count(*) from (
                    select user_id from directory, import_line
                """
                        + DIFFERING
                        + " order by user_id for no key update of directory) as locked");
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
        try {
            connection.close();
        } finally {
            closed.run();
        }
    }
}
