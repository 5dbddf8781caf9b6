package marquee.users.transfer;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import marquee.users.contact.Contact;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The rows of {@link ImportTable} on their way there, in the text format of COPY. */
final class ImportRows implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final CopyIn copy;
    private final StringBuilder rows = new StringBuilder();

    ImportRows(Connection connection) throws SQLException {
        copy =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy import_line from stdin");
    }

    void add(long line, Contact contact) throws SQLException {
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

    void end() throws SQLException {
        send();
        copy.endCopy();
    }

    /** Takes back what was sent, unless it is all there. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    /** No field has a control character, so that the backslash alone needs one before it. */
    private void field(@Nullable String text) {
        rows.append('\t').append(text == null ? "\\N" : text.replace("\\", "\\\\"));
    }

    private void send() throws SQLException {
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        rows.setLength(0);
    }
}
