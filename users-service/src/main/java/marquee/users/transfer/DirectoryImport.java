package marquee.users.transfer;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import marquee.users.directory.ContactReader;
import marquee.users.problem.Refusal;
import org.springframework.stereotype.Component;

/** Takes many users at once, in one transaction: what {@link ImportTable} does to them, counted. */
@Component
class DirectoryImport {

    /** What becomes of a line whose address the directory has, with other content. */
    enum OnConflict {
        ERROR,
        SKIP,
        UPDATE
    }

    private static final int AT_A_TIME = 2;
    private static final int STATEMENT_MILLISECONDS = 10 * 60 * 1000;

    private final Semaphore permits = new Semaphore(AT_A_TIME);
    private final DataSource dataSource;
    private final ContactReader contacts;

    DirectoryImport(DataSource dataSource, ContactReader contacts) {
        this.dataSource = dataSource;
        this.contacts = contacts;
    }

    ImportReport run(
            Format format, Lines lines, OnConflict onConflict, boolean atomic, boolean dryRun)
            throws IOException, SQLException {
        if (!permits.tryAcquire()) {
            throw Refusal.tooMany("imports", AT_A_TIME);
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
        try (ImportTable table = new ImportTable(connection)) {
            ImportTable.Copied copied = table.copy(format.read(lines, contacts), errors);
            table.waitForOtherImports();
            long repeated = table.refuseRepeated(errors);
            long created = table.create();
            long differing =
                    switch (onConflict) {
                        case ERROR -> table.refuseDiffering(errors);
                        case SKIP -> table.countDiffering();
                        case UPDATE -> table.updateDiffering();
                    };
            return new ImportReport(
                    dryRun,
                    copied.good() + copied.bad(),
                    created,
                    onConflict == OnConflict.UPDATE ? differing : 0,
                    copied.good() - repeated - created - differing,
                    onConflict == OnConflict.SKIP ? differing : 0,
                    copied.bad() + repeated + (onConflict == OnConflict.ERROR ? differing : 0),
                    errors.byLine());
        }
    }
}
