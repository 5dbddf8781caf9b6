import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Measures three ways to put rows into the directory's table by JDBC, in turns, once into an empty table and
 * once where all rows are there already: COPY into a temporary table, as users-service does, and upserts in
 * batches, of rows and of arrays. Checking the lines, which is the same for all of them, is left out.
 *
 * <pre>
 * test-database/start.sh
 * mvn -q dependency:copy -Dartifact=org.postgresql:postgresql:42.7.13 -DoutputDirectory=target
 * java -cp target/postgresql-42.7.13.jar bench/ImportWays.java [ROWS] [RUNS]
 * </pre>
 */
class ImportWays {

    private static final String URL =
            "jdbc:postgresql://localhost:5432/users?user=users_service&password=local-only"
                    + "&currentSchema=bench,public&reWriteBatchedInserts=true";
    private static final String ON_CONFLICT =
            """
             on conflict (email_key) do update
             set email = excluded.email, phone_number = excluded.phone_number, phone_e164 = excluded.phone_e164
             where (directory.email, directory.phone_number)
                 is distinct from (excluded.email, excluded.phone_number)
            """;

    private record Row(String email, String phoneNumber, String e164) {

        static Row of(int i) {
            String number = "+1 212 %03d %04d".formatted(200 + i / 10_000 % 800, i % 10_000);
            return new Row(
                    "User%d@example%d.com".formatted(i, i % 1000), number, number.replace(" ", ""));
        }
    }

    private interface Way {
        void put(Connection connection, List<Row> rows) throws SQLException;
    }

    private enum Ways implements Way {
        COPY {
            @Override
            public void put(Connection connection, List<Row> rows) throws SQLException {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(
                            """
                            create temporary table import_line (
                                line bigint, fold text collate "C", email text, phone_number text, phone_e164 text
                            ) on commit drop
                            """);
                    CopyIn copy =
                            connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy import_line from stdin");
                    StringBuilder lines = new StringBuilder();
                    int line = 0;
                    for (Row row : rows) {
                        lines.append(line++).append('\t').append(row.email().toLowerCase(Locale.ROOT));
                        lines.append('\t').append(row.email()).append('\t').append(row.phoneNumber());
                        lines.append('\t').append(row.e164()).append('\n');
                        if (lines.length() > 64 * 1024 || line == rows.size()) {
                            byte[] bytes = lines.toString().getBytes();
                            copy.writeToCopy(bytes, 0, bytes.length);
                            lines.setLength(0);
                        }
                    }
                    copy.endCopy();
                    statement.execute("analyze import_line");
                    statement.executeUpdate(
                            """
                            insert into directory (email, phone_number, phone_e164)
                            select email, phone_number, phone_e164 from import_line
                            where not exists (
                                select from directory
                                where directory.email_key = fold
                            )
                            order by line
                            on conflict (email_key) do nothing
                            """);
                    statement.executeUpdate(
                            """
                            update directory set email = import_line.email,
                                phone_number = import_line.phone_number, phone_e164 = import_line.phone_e164
                            from import_line
                            where directory.email_key = import_line.fold
                                and (directory.email, directory.phone_number)
                                    is distinct from (import_line.email, import_line.phone_number)
                            """);
                }
            }
        },

        ROWS {
            @Override
            public void put(Connection connection, List<Row> rows) throws SQLException {
                try (PreparedStatement upsert =
                        connection.prepareStatement(
                                "insert into directory (email, phone_number, phone_e164) values (?, ?, ?)"
                                        + ON_CONFLICT)) {
                    int batched = 0;
                    for (Row row : rows) {
                        upsert.setString(1, row.email());
                        upsert.setString(2, row.phoneNumber());
                        upsert.setString(3, row.e164());
                        upsert.addBatch();
                        if (++batched % 1000 == 0) {
                            upsert.executeBatch();
                        }
                    }
                    upsert.executeBatch();
                }
            }
        },

        ARRAYS {
            @Override
            public void put(Connection connection, List<Row> rows) throws SQLException {
                try (PreparedStatement upsert =
                        connection.prepareStatement(
                                "insert into directory (email, phone_number, phone_e164)"
                                        + " select * from unnest(?, ?, ?)"
                                        + ON_CONFLICT)) {
                    for (int from = 0; from < rows.size(); from += 1000) {
                        List<Row> batch = rows.subList(from, Math.min(from + 1000, rows.size()));
                        upsert.setArray(1, texts(connection, batch.stream().map(Row::email).toArray()));
                        upsert.setArray(2, texts(connection, batch.stream().map(Row::phoneNumber).toArray()));
                        upsert.setArray(3, texts(connection, batch.stream().map(Row::e164).toArray()));
                        upsert.executeUpdate();
                    }
                }
            }

            private static Array texts(Connection connection, Object[] texts) throws SQLException {
                return connection.createArrayOf("text", texts);
            }
        }
    }

    void main(String... arguments) throws Exception {
        int size = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500_000;
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        List<Row> rows = IntStream.range(0, size).mapToObj(Row::of).toList();
        try (Connection connection = DriverManager.getConnection(URL);
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists bench cascade; create schema bench");
            try (var migrations = Files.list(Path.of("users-service/src/main/resources/db/migration"))) {
                for (Path migration : migrations.sorted().toList()) {
                    statement.execute(Files.readString(migration));
                }
            }
            IO.println("%d rows, seconds: new, then unchanged".formatted(size));
            for (int run = 1; run <= runs; run++) {
                for (Ways way : Ways.values()) {
                    statement.execute("truncate directory");
                    statement.execute("checkpoint");
                    double created = seconds(connection, way, rows);
                    statement.execute("vacuum analyze directory");
                    IO.println(
                            "%d %-7s %6.1f %6.1f".formatted(run, way, created, seconds(connection, way, rows)));
                }
            }
            statement.execute("drop schema bench cascade");
        }
    }

    private static double seconds(Connection connection, Way way, List<Row> rows) throws SQLException {
        long begin = System.nanoTime();
        connection.setAutoCommit(false);
        way.put(connection, rows);
        connection.commit();
        connection.setAutoCommit(true);
        return (System.nanoTime() - begin) / 1e9;
    }
}
