package marquee.users.transfer;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import marquee.users.database.Reads;
import marquee.users.directory.Entry;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Streams the whole directory in order of the id, piece by piece. A piece is in memory before the
 * first byte of it is sent, so that a client who does not read holds no connection of the pool.
 */
@Component
class DirectoryExport {

    private static final int ROWS = 1000;

    /** In characters; a piece ends with the row that exceeds it. */
    private static final int PIECE = 64 * 1024;

    /** Each takes a connection for one statement; the rest of the pool is for others. */
    private static final int PIECES_AT_A_TIME = 3;

    private final Semaphore statements = new Semaphore(PIECES_AT_A_TIME, true);
    private final Reads.Of<JdbcTemplate> databases;

    DirectoryExport(Reads reads) {
        databases = reads.each(JdbcTemplate::new);
    }

    /**
     * @param after the id of the last row; null where there are no more
     */
    private record Piece(String lines, @Nullable Long after) {}

    void write(Format format, boolean withBody, HttpServletResponse response) throws IOException {
        response.setContentType(format.type() + ";charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"%s\"".formatted(format.fileName()));
        if (withBody) {
            writeRows(format, response.getOutputStream());
        }
    }

    /** Leaves the stream open on failure: a proper end would say that the answer is complete. */
    private void writeRows(Format format, OutputStream out) throws IOException {
        Piece piece = read(format, 0);
        out.write(format.head().getBytes(StandardCharsets.UTF_8));
        out.write(piece.lines().getBytes(StandardCharsets.UTF_8));
        while (piece.after() != null) {
            piece = read(format, piece.after());
            out.write(piece.lines().getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
    }

    private Piece read(Format format, long after) {
        statements.acquireUninterruptibly();
        try {
            return databases.read(database -> select(database, format, after));
        } finally {
            statements.release();
        }
    }

    private static Piece select(JdbcTemplate database, Format format, long after) {
        return database.query(
                "select user_id, email, phone_number from directory where user_id > ? order by"
                        + " user_id limit ?",
                rows -> {
                    StringBuilder lines = new StringBuilder();
                    long last = after;
                    int count = 0;
                    while (lines.length() < PIECE && rows.next()) {
                        last = rows.getLong(1);
                        lines.append(
                                format.line(new Entry(last, rows.getString(2), rows.getString(3))));
                        count++;
                    }
                    boolean more = lines.length() >= PIECE || count == ROWS;
                    return new Piece(lines.toString(), more ? last : null);
                },
                after,
                ROWS);
    }
}
