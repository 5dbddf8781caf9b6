package marquee.users;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the directory page by page; the id is the key, so that no page shifts under its reader. */
@Component
class Listing {

    /** The expression of the index directory_part_idx, letter by letter. */
    private static final String PARTS =
            """
            (lower(email collate "C") || E'\\n' || phone_number || E'\\n' \
            || regexp_replace(phone_number, '[^0-9]', '', 'g'))\
            """;

    private final JdbcClient database;

    Listing(JdbcClient database) {
        this.database = database;
    }

    Page page(@Nullable String part, Cursor cursor, int limit) {
        JdbcClient.StatementSpec select =
                database.sql(select(part != null))
                        .param("after", cursor.after())
                        .param("limit", limit + 1);
        List<Entry> found =
                (part == null ? select : select.param("pattern", pattern(part)))
                        .query(Listing::entry)
                        .list();
        return found.size() > limit
                ? new Page(found.subList(0, limit), true)
                : new Page(found, false);
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
}
