package marquee.stack;

import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;

/**
 * A network of containers that is closed to the outside, with the sample database on it as {@code
 * db}.
 */
final class Network implements AutoCloseable {

    static final String PASSWORD = "only-for-this-test";

    private final String name = "marquee-test-" + UUID.randomUUID().toString().substring(0, 8);
    private final Container database;

    Network() {
        Command.of("docker", "network", "create", name).output();
        database =
                Container.start(
                        Images.TEST_DATABASE,
                        "-u",
                        "70:70",
                        "--tmpfs=/run/postgresql:size=1m,uid=70,gid=70",
                        "--network=" + name,
                        "--network-alias=db",
                        "-e",
                        "POSTGRES_PASSWORD=" + PASSWORD);
        Awaitility.await("the database")
                .atMost(Duration.ofSeconds(60))
                .until(() -> "healthy".equals(database.inspect("{{.State.Health.Status}}")));
    }

    String name() {
        return name;
    }

    Container database() {
        return database;
    }

    @Override
    public void close() {
        database.close();
        Command.of("docker", "network", "rm", name).output();
    }
}
