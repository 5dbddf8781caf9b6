package marquee.users;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.stereotype.Component;

/**
 * Takes many users at once. The lines go by COPY into a temporary table as they arrive; from there
 * three statements put them in place, whatever their number.
 */
@Component
class Import {

    /** What becomes of a line whose address the directory has, with other content. */
    enum OnConflict {
        ERROR,
        SKIP,
        UPDATE
    }

    private static final int AT_A_TIME = 2;
    private static final int BUFFER = 64 * 1024;
    private static final int STATEMENT_MILLISECONDS = 10 * 60 * 1000;

    private final Semaphore permits = new Semaphore(AT_A_TIME);
    private final DataSource dataSource;
    private final Contacts contacts;

    Import(DataSource dataSource, Contacts contacts) {
        this.dataSource = dataSource;
        this.contacts = contacts;
    }

    ImportReport run(
            Format format, Lines lines, OnConflict onConflict, boolean atomic, boolean dryRun)
            throws IOException, SQLException {
        if (!permits.tryAcquire()) {
            throw Refusal.unavailable(
                    "Expected at most %d imports at a time, found as many under way."
                            .formatted(AT_A_TIME),
                    5);
        }
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            // One statement may move a million rows; the pool sets its own limit again.
            connection.setNetworkTimeout(Runnable::run, STATEMENT_MILLISECONDS);
            boolean done = false;
            try {
                ImportReport report = run(connection, format, lines, onConflict, dryRun);
                done = !dryRun && !(atomic && report.failed() > 0);
                return atomic && report.failed() > 0 ? report.withNothingImported() : report;
            } finally {
                if (done) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
            }
        } finally {
            permits.release();
        }
    }

    private ImportReport run(
            Connection connection,
            Format format,
            Lines lines,
            OnConflict onConflict,
            boolean dryRun)
            throws IOException, SQLException {
        ImportReport.Errors errors = new ImportReport.Errors();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    create temporary table import_line (
                        line bigint, fold text, email text, email_fold text, phone_number text, phone_e164 text
                    ) on commit drop
                    """);
            Copied copied = copy(connection, format.read(lines, contacts), errors);
            statement.execute("analyze import_line");
            // Two imports of the same addresses in another order would wait for each other.
            statement.execute("select pg_advisory_xact_lock(hashtext('import into directory'))");
            long repeated =
                    faults(
                            statement,
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
            long created =
                    statement.executeUpdate(
                            """
                            insert into directory (email, email_fold, phone_number, phone_e164)
                            select email, email_fold, phone_number, phone_e164 from import_line
                            where not exists (
                                select from directory
                                where coalesce(directory.email_fold, lower(directory.email collate "C")) = fold
                            )
                            order by line
                            on conflict (coalesce(email_fold, lower(email collate "C"))) do nothing
                            """);
            long differing =
                    onConflict == OnConflict.UPDATE
                            ? statement.executeUpdate(
                                    """
                                    update directory set
                                        email = import_line.email, email_fold = import_line.email_fold,
                                        phone_number = import_line.phone_number, phone_e164 = import_line.phone_e164
                                    from import_line
                                    """
                                            + DIFFERING)
                            : faults(
                                    statement,
                                    """
                                    select line, 'Another user has this e-mail address.', count(*) over ()
                                    from directory, import_line
                                    """
                                            + DIFFERING
                                            + " order by line limit 1000",
                                    onConflict == OnConflict.ERROR ? errors : null);
            long taken = onConflict == OnConflict.ERROR ? differing : 0;
            return new ImportReport(
                    dryRun,
                    copied.good() + copied.bad(),
                    created,
                    onConflict == OnConflict.UPDATE ? differing : 0,
                    copied.good() - repeated - created - differing,
                    onConflict == OnConflict.SKIP ? differing : 0,
                    copied.bad() + repeated + taken,
                    errors.byLine());
        }
    }

    private static final String DIFFERING =
            """
            where coalesce(directory.email_fold, lower(directory.email collate "C")) = import_line.fold
                and (directory.email, directory.phone_number)
                    is distinct from (import_line.email, import_line.phone_number)
            """;

    private record Copied(long good, long bad) {}

    private static Copied copy(
            Connection connection, Format.Reading reading, ImportReport.Errors errors)
            throws IOException, SQLException {
        CopyIn copy =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy import_line from stdin");
        try {
            long good = 0;
            long bad = 0;
            StringBuilder rows = new StringBuilder();
            for (Format.Read read = reading.next(); read != null; read = reading.next()) {
                switch (read.checked()) {
                    case Contact contact -> {
                        good++;
                        append(rows, read.line(), contact);
                    }
                    case Checked.Faults(var faults) -> {
                        bad++;
                        long line = read.line();
                        faults.forEach(fault -> errors.add(line, fault.pointer(), fault.detail()));
                    }
                }
                if (rows.length() > BUFFER) {
                    send(copy, rows);
                }
            }
            send(copy, rows);
            copy.endCopy();
            return new Copied(good, bad);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void append(StringBuilder rows, long line, Contact contact) {
        rows.append(line);
        field(rows, contact.email().fold());
        field(rows, contact.email().text());
        field(rows, contact.email().foldToKeep());
        field(rows, contact.phoneNumber().text());
        field(rows, contact.phoneNumber().e164());
        rows.append('\n');
    }

    /** No field has a control character, so that the backslash alone needs one before it. */
    private static void field(StringBuilder rows, @Nullable String text) {
        rows.append('\t').append(text == null ? "\\N" : text.replace("\\", "\\\\"));
    }

    private static void send(CopyIn copy, StringBuilder rows) throws SQLException {
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        rows.setLength(0);
    }

    /** Of a query for line, detail and the count of all. */
    private static long faults(
            Statement statement, String query, ImportReport.@Nullable Errors errors)
            throws SQLException {
        long all = 0;
        try (ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                all = found.getLong(3);
                if (errors != null) {
                    errors.add(found.getLong(1), "/email", found.getString(2));
                }
            }
        }
        return all;
    }
}
