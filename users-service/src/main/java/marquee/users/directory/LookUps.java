package marquee.users.directory;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import marquee.users.database.Reads;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds one user by id, address or number; many requests to one server share few statements. */
@Component
class LookUps {

    private static final String COLUMNS = "user_id, email, phone_number, version";

    private final Reads.Of<Lanes> lanes;

    LookUps(Reads reads, MeterRegistry meters) {
        lanes = reads.each(server -> new Lanes(server, meters));
    }

    Optional<StoredUser> byId(long id) {
        return lanes.read(server -> server.ids.load(id));
    }

    /**
     * @param fold of the address, as {@code EmailAddress} folds it
     */
    Optional<StoredUser> byAddress(String fold) {
        return lanes.read(server -> server.addresses.load(fold));
    }

    /** Finds the user with the lowest id of those who share the number. */
    Optional<StoredUser> byNumber(String e164) {
        return lanes.read(server -> server.numbers.load(e164));
    }

    private static StoredUser user(ResultSet row) throws SQLException {
        return new StoredUser(
                new Entry(row.getLong(1), row.getString(2), row.getString(3)), row.getLong(4));
    }

    private static DistributionSummary sizes(MeterRegistry meters, String key) {
        return DistributionSummary.builder("directory.lookup.batch")
                .description("Look-ups that one statement answers")
                .tag("key", key)
                .register(meters);
    }

    /** The statements of one server. */
    private static final class Lanes {

        private final JdbcTemplate database;
        private final BatchLoader<Long, StoredUser> ids;
        private final BatchLoader<String, StoredUser> addresses;
        private final BatchLoader<String, StoredUser> numbers;

        Lanes(DataSource server, MeterRegistry meters) {
            database = new JdbcTemplate(server);
            ids = new BatchLoader<>(this::selectIds, sizes(meters, "id"));
            addresses = new BatchLoader<>(this::selectAddresses, sizes(meters, "email"));
            numbers = new BatchLoader<>(this::selectNumbers, sizes(meters, "phoneNumber"));
        }

        private Map<Long, StoredUser> selectIds(Set<Long> ids) {
            Map<Long, StoredUser> found = HashMap.newHashMap(ids.size());
            database.query(
                    "select " + COLUMNS + " from directory where user_id = any (?)",
                    row -> {
                        found.put(row.getLong(1), user(row));
                    },
                    (Object) ids.toArray(Long[]::new));
            return found;
        }

        private Map<String, StoredUser> selectAddresses(Set<String> folds) {
            return select(
                    "select " + COLUMNS + ", email_key from directory where email_key = any (?)",
                    folds);
        }

        private Map<String, StoredUser> selectNumbers(Set<String> e164s) {
            return select(
                    "select distinct on (phone_key) "
                            + COLUMNS
                            + ", phone_key from directory where phone_key = any (?)"
                            + " order by phone_key, user_id",
                    e164s);
        }

        private Map<String, StoredUser> select(String sql, Set<String> keys) {
            Map<String, StoredUser> found = HashMap.newHashMap(keys.size());
            database.query(
                    sql,
                    row -> {
                        found.put(row.getString(5), user(row));
                    },
                    (Object) keys.toArray(String[]::new));
            return found;
        }
    }
}
