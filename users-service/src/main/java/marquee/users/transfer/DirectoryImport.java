package marquee.users.transfer;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import marquee.users.contact.Contact;
import marquee.users.contact.ContactCheck;
import marquee.users.directory.ContactReader;
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

    /** Of two transactions that wait for each other, PostgreSQL ends one; it may begin again. */
    private static final Set<String> AGAIN = Set.of("40P01", "40001");

    private static final int ATTEMPTS = 3;

    private final ImportTables tables;
    private final ContactReader contacts;

    DirectoryImport(ImportTables tables, ContactReader contacts) {
        this.tables = tables;
        this.contacts = contacts;
    }

    /** How many lines had a user, how many had not, and why. */
    private record Received(long good, long bad, ImportReport.Errors errors) {}

    /**
     * First everything is received, as slowly as it may come; only then does a transaction begin.
     */
    ImportReport run(
            Format format, Lines lines, OnConflict onConflict, boolean atomic, boolean dryRun)
            throws IOException, SQLException {
        try (ImportRows rows = new ImportRows(tables)) {
            Received received = receive(format.read(lines, contacts), rows);
            ImportTable table = rows.end();
            table.begin();
            for (int attempt = 1; ; attempt++) {
                try {
                    return apply(table, received, onConflict, atomic, dryRun);
                } catch (SQLException e) {
                    if (attempt == ATTEMPTS || !AGAIN.contains(e.getSQLState())) {
                        throw e;
                    }
                }
            }
        }
    }

    private static Received receive(Format.Reading reading, ImportRows rows)
            throws IOException, SQLException {
        ImportReport.Errors errors = new ImportReport.Errors();
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
        return new Received(good, bad, errors);
    }

    private static ImportReport apply(
            ImportTable table,
            Received received,
            OnConflict onConflict,
            boolean atomic,
            boolean dryRun)
            throws SQLException {
        boolean done = false;
        try {
            ImportReport report = apply(table, received, onConflict, dryRun);
            boolean nothing = atomic && report.failed() > 0;
            if (!dryRun && !nothing) {
                table.commit();
                done = true;
            }
            return nothing ? report.withNothingImported() : report;
        } finally {
            if (!done) {
                table.rollback();
            }
        }
    }

    private static ImportReport apply(
            ImportTable table, Received received, OnConflict onConflict, boolean dryRun)
            throws SQLException {
        ImportReport.Errors errors = received.errors().copy();
        table.waitForOtherImports();
        long repeated = table.refuseRepeated(errors);
        if (onConflict == OnConflict.UPDATE) {
            table.lockDiffering();
        }
        long created = table.create();
        long differing =
                switch (onConflict) {
                    case ERROR -> table.refuseDiffering(errors);
                    case SKIP -> table.countDiffering();
                    case UPDATE -> table.updateDiffering();
                };
        return new ImportReport(
                dryRun,
                received.good() + received.bad(),
                created,
                onConflict == OnConflict.UPDATE ? differing : 0,
                received.good() - repeated - created - differing,
                onConflict == OnConflict.SKIP ? differing : 0,
                received.bad() + repeated + (onConflict == OnConflict.ERROR ? differing : 0),
                errors.byLine());
    }
}
