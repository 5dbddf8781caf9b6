package marquee.users;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;

/**
 * The service on a workplace without Docker: starts a PostgreSQL that keeps its data in {@code
 * .local/postgres} beside it, and ends it with it.
 */
final class LocalUsersService {

    private static final Logger log = LoggerFactory.getLogger(LocalUsersService.class);
    private static final Path HOME = Path.of(".local").toAbsolutePath();
    private static final Path DATA = HOME.resolve("postgres");

    private LocalUsersService() {}

    static void main(String[] args) throws Exception {
        Files.createDirectories(HOME);
        // Held to the end of this JVM: whoever has it knows that a server found in DATA is an
        // orphan.
        FileLock lock = lock();
        if (lock == null) {
            log.error(
                    "The users service of this folder runs already; it keeps its data in {}.",
                    DATA);
            System.exit(1);
        }
        endOrphan();
        EmbeddedPostgres server = start();
        // After the application has stopped, however it stopped: its last requests need the server.
        SpringApplication.getShutdownHandlers().add(() -> close(server));
        SpringApplication application =
                new SpringApplication(UsersServiceApplication.class, SampleUsers.class);
        application.addInitializers(new LocalToken(HOME));
        application.run(
                Stream.of(
                                args,
                                new String[] {
                                    "--DATABASE_HOST=localhost",
                                    "--DATABASE_PORT=" + server.getPort(),
                                    "--DATABASE_NAME=postgres",
                                    "--DATABASE_USER=postgres",
                                    "--DATABASE_PASSWORD="
                                })
                        .flatMap(Stream::of)
                        .toArray(String[]::new));
    }

    private static @Nullable FileLock lock() throws IOException {
        return FileChannel.open(
                        HOME.resolve("users-service.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)
                .tryLock();
    }

    private static EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(DATA)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(HOME.resolve("postgres-binaries").toFile())
                .setRegisterShutdownHook(false)
                .start();
    }

    /** A run that was killed leaves its server behind, and with it a lock on the data. */
    private static void endOrphan() throws IOException {
        Path pidFile = DATA.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try (Stream<String> lines = Files.lines(pidFile)) {
            long pid = lines.findFirst().map(String::strip).map(Long::valueOf).orElse(-1L);
            ProcessHandle.of(pid)
                    .filter(LocalUsersService::isPostgres)
                    .ifPresent(LocalUsersService::end);
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().map(c -> c.contains("postgres")).orElse(false);
    }

    private static void end(ProcessHandle orphan) {
        log.info("Ending the database that a killed run left behind, process {}.", orphan.pid());
        orphan.destroy();
        try {
            orphan.onExit().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            orphan.destroyForcibly();
            orphan.onExit().join();
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            log.warn("The database did not stop: {}", e.getMessage());
        }
    }
}
