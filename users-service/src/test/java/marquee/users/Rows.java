package marquee.users;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts rows into the directory the way people do it: by SQL, two columns. */
final class Rows {

    private Rows() {}

    /** Ids start again at 1, as in a new directory. */
    static void none(JdbcClient database) {
        database.sql("truncate directory restart identity").update();
    }

    static void theSimpsons(JdbcClient database) {
        none(database);
        try {
            database.sql(Files.readString(Path.of("../test-database/setup.sql"))).update();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void add(JdbcClient database, String email, String phoneNumber) {
        database.sql("insert into directory (email, phone_number) values (?, ?)")
                .params(email, phoneNumber)
                .update();
    }

    static String numberOf(JdbcClient database, String email) {
        return database.sql("select phone_number from directory where email = ?")
                .param(email)
                .query(String.class)
                .single();
    }

    /** How many sessions wait for a lock that another one holds. */
    static long waitingForLocks(JdbcClient database) {
        return database.sql(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and"
                                + " datname = current_database()")
                .query(Long.class)
                .single();
    }
}
