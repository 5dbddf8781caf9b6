package marquee.users.transfer;

import java.io.IOException;
import java.util.Objects;
import marquee.users.contact.Contact;
import marquee.users.contact.ContactCheck;
import marquee.users.database.RetriedTransaction;
import marquee.users.directory.ContactReader;
import marquee.users.transfer.ImportOptions.OnConflict;
import marquee.users.transfer.ImportReport.Outcome;
import org.springframework.stereotype.Component;

/** Imports many users in one transaction, and counts what became of each line. */
@Component
class DirectoryImport {

    private final ImportTables tables;
    private final ContactReader contacts;

    DirectoryImport(ImportTables tables, ContactReader contacts) {
        this.tables = tables;
        this.contacts = contacts;
    }

    /**
     * Receives the whole body first, however slowly it arrives, and only then begins a transaction.
     */
    ImportReport run(Format format, Lines lines, ImportOptions options) throws IOException {
        ImportReport received = new ImportReport(options.dryRun());
        try (ImportRows rows = new ImportRows(tables)) {
            receive(format.read(lines, contacts), rows, received);
            ImportTable table = rows.end();
            return Objects.requireNonNull(
                    new RetriedTransaction(table.transaction())
                            .execute(transaction -> {
                                ImportReport report = received.copy();
                                apply(table, report, options.onConflict());
                                boolean nothing = options.atomic() && report.failed() > 0;
                                if (nothing) {
                                    report.nothingElseHappened();
                                }
                                if (nothing || options.dryRun()) {
                                    transaction.setRollbackOnly();
                                }
                                return report;
                            }));
        }
    }

    private static void receive(Format.Reading reading, ImportRows rows, ImportReport report)
            throws IOException {
        for (Format.Read read = reading.next(); read != null; read = reading.next()) {
            long line = read.line();
            report.line();
            switch (read.checked()) {
                case ContactCheck.Passed(Contact contact) -> rows.add(line, contact);
                case ContactCheck.Failed(var faults) -> {
                    report.count(Outcome.FAILED, 1);
                    faults.forEach(fault -> report.fault(line, fault.pointer(), fault.detail()));
                }
            }
        }
    }

    private static void apply(ImportTable table, ImportReport report, OnConflict onConflict) {
        table.waitForOtherImports();
        report.count(Outcome.FAILED, table.refuseRepeated(report));
        if (onConflict == OnConflict.UPDATE) {
            table.lockDiffering();
        }
        report.count(Outcome.CREATED, table.create());
        switch (onConflict) {
            case ERROR -> report.count(Outcome.FAILED, table.refuseDiffering(report));
            case SKIP -> report.count(Outcome.SKIPPED, table.countDiffering());
            case UPDATE -> report.count(Outcome.UPDATED, table.updateDiffering());
        }
        report.countTheRest(Outcome.UNCHANGED);
    }
}
