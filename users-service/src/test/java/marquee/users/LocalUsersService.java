package marquee.users;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * The service on a workplace without Docker: starts a PostgreSQL that keeps its data in {@code
 * .local/postgres} beside it, and ends it with it.
 */
final class LocalUsersService {

    private static final Logger log = LoggerFactory.getLogger(LocalUsersService.class);
    private static final Path HOME = Path.of(".local").toAbsolutePath();
    private static final Path BINARIES = HOME.resolve("postgres-binaries");
    private static final Path DATA = HOME.resolve("postgres");

    private static @Nullable EmbeddedPostgres server;

    /** Held to the end of this JVM: who has it knows that a server found in DATA is an orphan. */
    private static @Nullable FileLock lock;

    private LocalUsersService() {}

    static void main(String[] args) {
        LocalRun run = LocalRun.join(HOME, "users-service");
        LocalToken token = new LocalToken(HOME);
        SpringApplication application =
                new SpringApplication(UsersServiceApplication.class, SampleUsers.class);
        application.setDefaultProperties(
                Map.of(
                        "ALLOWED_HOSTS",
                        "localhost,127.0.0.1,[::1]",
                        "logging.level.root",
                        "warn",
                        "logging.pattern.console",
                        "%5p %m%n%wEx",
                        "MANAGEMENT_ADDRESS",
                        "localhost",
                        "server.address",
                        "localhost"));
        application.addInitializers(context -> startServer(context.getEnvironment(), run), token);
        application.addListeners(
                (ApplicationListener<ApplicationReadyEvent>)
                        ready ->
                                sayReady(
                                        run,
                                        token,
                                        ready.getApplicationContext().getEnvironment()));
        try {
            application.run(args);
        } catch (RuntimeException e) { // said in one line by then
            run.fail();
            System.exit(1);
        }
    }

    /** Printed, not logged: a log is kept and passed on, this is for who started it. */
    private static void sayReady(LocalRun run, LocalToken token, Environment environment) {
        String port = environment.getProperty("local.server.port");
        try {
            System.out.print(
                    run.ready(
                            "Microservice listening on port %1$s, try http://localhost:%1$s/users"
                                    .formatted(port),
                            token.offer(environment)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Synchronized with its stop, which Ctrl-C may ask for while the start is under way. */
    private static synchronized void startServer(
            ConfigurableEnvironment environment, LocalRun run) {
        try {
            ownFolder(HOME);
            lock = tryLock();
            if (lock == null) {
                log.error(
                        "The users service of this folder runs already, on the data in {}.", DATA);
                run.fail();
                Runtime.getRuntime().halt(1);
            }
            // After the application has stopped, however it stopped: its last requests need the
            // server.
            SpringApplication.getShutdownHandlers().add(LocalUsersService::stopServer);
            endOrphan();
            server =
                    DatabaseLog.withoutRows(EmbeddedPostgres.builder())
                            .setDataDirectory(DATA)
                            .setCleanDataDirectory(false)
                            .setOverrideWorkingDirectory(BINARIES.toFile())
                            .setRegisterShutdownHook(false)
                            .start();
            ownFolder(BINARIES); // which the library lets anybody write to
            environment
                    .getPropertySources()
                    .addFirst(
                            new MapPropertySource(
                                    "embedded PostgreSQL",
                                    Map.of(
                                            "DATABASE_HOST", "localhost",
                                            "DATABASE_PORT", server.getPort(),
                                            "DATABASE_NAME", "postgres",
                                            "DATABASE_USER", "postgres",
                                            "DATABASE_PASSWORD", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a folder, or one that is there, this user's alone: others could put programs into it.
     */
    private static void ownFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static synchronized void stopServer() {
        try {
            if (server == null) {
                endOrphan();
            } else {
                server.close();
            }
        } catch (IOException e) {
            log.warn("The database did not stop: {}", e.getMessage());
        }
    }

    private static @Nullable FileLock tryLock() throws IOException {
        return FileChannel.open(
                        HOME.resolve("users-service.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)
                .tryLock();
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
        } catch (ExecutionException | TimeoutException e) {
            orphan.destroyForcibly();
            orphan.onExit().join();
        }
    }
}
