package marquee.users.transfer;

import marquee.users.contact.Contact;
import org.jspecify.annotations.Nullable;

/**
 * Collects the rows of an import in the text format of COPY, and sends them to its table in
 * batches. The table is made for the first batch, so that a slow client does not hold one.
 */
final class ImportRows implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final ImportTables tables;
    private final StringBuilder rows = new StringBuilder();
    private @Nullable ImportTable table;

    ImportRows(ImportTables tables) {
        this.tables = tables;
    }

    void add(long line, Contact contact) {
        rows.append(line);
        field(contact.email().fold());
        field(contact.email().text());
        field(contact.email().foldToKeep());
        field(contact.phoneNumber().text());
        field(contact.phoneNumber().e164());
        rows.append('\n');
        if (rows.length() > BUFFER) {
            send();
        }
    }

    /** Sends the last rows, and returns the table. */
    ImportTable end() {
        return send();
    }

    @Override
    public void close() {
        if (table != null) {
            table.close();
        }
    }

    /** Escapes backslashes only: no field has control characters. */
    private void field(@Nullable String text) {
        rows.append('\t').append(text == null ? "\\N" : text.replace("\\", "\\\\"));
    }

    private ImportTable send() {
        ImportTable open = table;
        if (open == null) {
            open = tables.open();
            table = open;
            open.open();
        }
        open.copy(rows);
        rows.setLength(0);
        return open;
    }
}
