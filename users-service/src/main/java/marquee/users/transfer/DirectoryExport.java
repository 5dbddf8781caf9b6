package marquee.users.transfer;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import marquee.users.directory.Entry;
import marquee.users.problem.Refusal;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Streams the whole directory, as it is at one moment, from a cursor on the server. */
@Component
class DirectoryExport {

    /** Each holds a connection for as long as its client reads: most of the pool is for others. */
    private static final int READERS = 2;

    private static final int ROWS_AT_A_TIME = 1000;

    private final Semaphore readers = new Semaphore(READERS);
    private final JdbcTemplate database;
    private final TransactionTemplate transaction;

    DirectoryExport(DataSource dataSource, PlatformTransactionManager transactions) {
        database = new JdbcTemplate(dataSource);
        database.setFetchSize(ROWS_AT_A_TIME); // pgjdbc needs a transaction for it to count
        transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
    }

    void write(Format format, boolean withBody, HttpServletResponse response) throws IOException {
        if (!readers.tryAcquire()) {
            throw Refusal.tooMany("exports", READERS);
        }
        try {
            response.setContentType(format.type() + ";charset=UTF-8");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
            response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    "attachment; filename=\"%s\"".formatted(format.fileName()));
            if (withBody) {
                transaction.executeWithoutResult(status -> writeRows(format, response));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            readers.release();
        }
    }

    private void writeRows(Format format, HttpServletResponse response) {
        try {
            // Not closed on failure: the end of the answer would say that it is whole.
            Writer out =
                    new BufferedWriter(
                            new OutputStreamWriter(
                                    response.getOutputStream(), StandardCharsets.UTF_8));
            out.write(format.head());
            database.query(
                    "select user_id, email, phone_number from directory order by user_id",
                    row -> {
                        Entry entry = new Entry(row.getLong(1), row.getString(2), row.getString(3));
                        try {
                            out.write(format.line(entry));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
