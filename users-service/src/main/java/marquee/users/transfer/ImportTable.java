package marquee.users.transfer;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Holds the valid lines of one import in a temporary table. They arrive in batches, without a
 * transaction that would have to wait for the client; then one transaction puts them all in place,
 * with one statement for each kind of change.
 */
final class ImportTable implements AutoCloseable {

    /**
     * Joins {@code directory} and {@code import_line} where the address is the same and the content
     * is not.
     */
    private static final String DIFFERING =
            """
            where directory.email_key = import_line.fold
                and (directory.email, directory.phone_number)
                    is distinct from (import_line.email, import_line.phone_number)
            """;

    /** The most time for one statement, which may move a million rows. */
    private static final Duration STATEMENT = Duration.ofMinutes(10);

    private final SingleConnectionDataSource source;
    private final JdbcTemplate database;
    private final Runnable closed;

    /**
     * @param connection is closed with this; PostgreSQL then drops the table
     */
    ImportTable(Connection connection, Runnable closed) {
        source = new SingleConnectionDataSource(connection, true);
        database = new JdbcTemplate(source);
        this.closed = closed;
    }

    /** Makes the table. Whether that succeeds or not, {@link #close()} has to be called. */
    void open() {
        database.execute(
                (ConnectionCallback<Boolean>)
                        connection -> {
                            connection.setNetworkTimeout(
                                    Runnable::run, Math.toIntExact(STATEMENT.toMillis()));
                            return true;
                        });
        database.execute("set statement_timeout = '%ds'".formatted(STATEMENT.toSeconds()));
        database.execute("set lock_timeout = '30s'"); // for a row that another transaction changes
        database.execute(
                """
                create temporary table import_line (
                    line bigint, fold text collate "C", email text, email_fold text, phone_number text, phone_e164 text
                )
                """);
    }

    /**
     * Adds rows, in a transaction of their own, so that none stays open while the client sends
     * more.
     *
     * @param rows in the text format of COPY
     */
    void copy(CharSequence rows) {
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        database.execute(
                (ConnectionCallback<Long>)
                        connection -> {
                            CopyIn copy =
                                    connection
                                            .unwrap(PGConnection.class)
                                            .getCopyAPI()
                                            .copyIn("copy import_line from stdin");
                            copy.writeToCopy(bytes, 0, bytes.length);
                            return copy.endCopy();
                        });
    }

    /** Returns the transactions of this table's connection; every method below needs one. */
    TransactionOperations transaction() {
        database.execute("analyze import_line");
        return new TransactionTemplate(new JdbcTransactionManager(source));
    }

    /** Prevents a deadlock of two imports that have the same addresses in different orders. */
    void waitForOtherImports() {
        database.execute("select pg_advisory_xact_lock(hashtext('import into directory'))");
    }

    /** Removes the lines whose address an earlier line has; returns how many. */
    long refuseRepeated(ImportReport report) {
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
                report);
    }

    /**
     * Locks the users that {@link #updateDiffering()} will change, before any is created. This
     * prevents a deadlock with a request that changes one of them to an address that this import
     * creates: it would wait for the new row, and the import for the user.
     */
    void lockDiffering() {
        database.execute(
                """
                select count(*) from (
                    select user_id from directory, import_line
                """
                        + DIFFERING
                        + " order by user_id for no key update of directory) as locked");
    }

    long create() {
        return database.update(
                """
                insert into directory (email, email_fold, phone_number, phone_e164)
                select email, email_fold, phone_number, phone_e164 from import_line
                where not exists (select from directory where email_key = fold)
                order by line
                on conflict (email_key) do nothing
                """);
    }

    long updateDiffering() {
        return database.update(
                """
                update directory set
                    email = import_line.email, email_fold = import_line.email_fold,
                    phone_number = import_line.phone_number, phone_e164 = import_line.phone_e164
                from import_line
                """
                        + DIFFERING);
    }

    long refuseDiffering(ImportReport report) {
        return faults(
                """
                select line, 'Another user has this e-mail address.', count(*) over ()
                from directory, import_line
                """
                        + DIFFERING
                        + " order by line limit 1000",
                report);
    }

    long countDiffering() {
        return refuseDiffering(new ImportReport(true));
    }

    /**
     * Adds the faults that a query finds to the report; its columns are line, detail and the count
     * of all.
     */
    private long faults(String query, ImportReport report) {
        long all = 0;
        for (Found found : database.query(query, Found.MAPPER)) {
            all = found.all();
            report.fault(found.line(), "/email", found.detail());
        }
        return all;
    }

    private record Found(long line, String detail, long all) {

        static final RowMapper<Found> MAPPER =
                (row, number) -> new Found(row.getLong(1), row.getString(2), row.getLong(3));
    }

    @Override
    public void close() {
        source.close();
        closed.run();
    }
}
