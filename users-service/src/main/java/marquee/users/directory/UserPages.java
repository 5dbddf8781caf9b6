package marquee.users.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import marquee.users.contact.EmailAddress;
import marquee.users.database.Reads;
import marquee.users.problem.DatabaseErrors;
import marquee.users.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads the directory page by page, by id, so that users who come or go shift no page. */
@Component
class UserPages {

    /** Must be exactly the expression of the index directory_part_idx. */
    private static final String PARTS =
            """
            (lower(email collate "C") || E'\\n' || phone_number || E'\\n' \
            || regexp_replace(phone_number, '[^0-9]', '', 'g'))\
            """;

    /** The most searches at a time: one that finds nothing may read every row. */
    private static final int SEARCHES = 3;

    /** Characters of the shortest part that the index knows, which holds trigrams. */
    private static final int INDEXED = 3;

    private static final int LONGEST_MILLISECONDS = 1000;
    private static final int LONGEST_MILLISECONDS_WITHOUT_INDEX = 150;

    private final Reads.Of<Pages> pages;
    private final Semaphore searches = new Semaphore(SEARCHES);

    UserPages(Reads reads) {
        pages = reads.each(Pages::new);
    }

    UserPage page(@Nullable String part, Cursor cursor, int limit) {
        if (part == null) {
            return pages.read(server -> server.read(null, cursor, limit));
        }
        if (!searches.tryAcquire()) {
            throw Refusal.tooMany("searches by part", SEARCHES);
        }
        try {
            return pages.read(server -> server.search(part, cursor, limit));
        } catch (DataAccessException e) {
            throw DatabaseErrors.tookTooLong(e) ? Refusal.searchTookTooLong(INDEXED) : e;
        } finally {
            searches.release();
        }
    }

    static String select(boolean byPart) {
        return "select user_id, email, phone_number from directory where user_id > :after"
                + (byPart ? " and " + PARTS + " like :pattern" : "")
                + " order by user_id limit :limit";
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(row.getLong(1), row.getString(2), row.getString(3));
    }

    private static String pattern(String part) {
        return "%" + EmailAddress.foldPart(part).replaceAll("([%_\\\\])", "\\\\$1") + "%";
    }

    /** The statements of one server. */
    private static final class Pages {

        private final JdbcClient database;
        private final TransactionTemplate searchTransaction;

        Pages(DataSource server) {
            database = JdbcClient.create(server);
            searchTransaction = new TransactionTemplate(new JdbcTransactionManager(server));
            searchTransaction.setReadOnly(true);
        }

        UserPage search(String part, Cursor cursor, int limit) {
            return searchTransaction.execute(_ -> {
                int most =
                        part.length() < INDEXED
                                ? LONGEST_MILLISECONDS_WITHOUT_INDEX
                                : LONGEST_MILLISECONDS;
                database.sql("set local statement_timeout = " + most).update();
                return read(part, cursor, limit);
            });
        }

        UserPage read(@Nullable String part, Cursor cursor, int limit) {
            JdbcClient.StatementSpec select =
                    database.sql(select(part != null))
                            .param("after", cursor.after())
                            .param("limit", limit + 1);
            List<Entry> found =
                    (part == null ? select : select.param("pattern", pattern(part)))
                            .query(UserPages::entry)
                            .list();
            return found.size() > limit
                    ? new UserPage(found.subList(0, limit), true)
                    : new UserPage(found, false);
        }
    }
}
