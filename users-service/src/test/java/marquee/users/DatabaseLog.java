package marquee.users;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps rows out of the log of a PostgreSQL, as test-database/Dockerfile does. */
final class DatabaseLog {

    /** The message of an error alone: not its detail, nor the statement or what was bound to it. */
    private static final Map<String, String> SETTINGS =
            new TreeMap<>(
                    Map.of(
                            "log_error_verbosity", "terse",
                            "log_min_error_statement", "panic",
                            "log_parameter_max_length_on_error", "0"));

    private DatabaseLog() {}

    static EmbeddedPostgres.Builder withoutRows(EmbeddedPostgres.Builder server) {
        SETTINGS.forEach(server::setServerConfig);
        return server;
    }

    static String[] command(String program) {
        List<String> words = new ArrayList<>(List.of(program));
        SETTINGS.forEach((name, value) -> words.addAll(List.of("-c", name + "=" + value)));
        return words.toArray(String[]::new);
    }
}
