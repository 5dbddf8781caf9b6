package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is told to stop is not ready first, then answers for SHUTDOWN_DELAY, then ends.
 */
class StopIT {

    @TempDir Path directory;

    @Test
    void answersWhileLoadBalancersLearnThatItStops() throws Exception {
        Map<String, String> variables = new HashMap<>(Postgres.newDatabase().variables());
        variables.put("DATABASE_PASSWORD", Postgres.PASSWORD);
        variables.put("SHUTDOWN_DELAY", "8s");
        try (ServiceProcess service = ServiceProcess.start(directory.resolve("log"), variables)) {
            Http http = new Http(service.port());
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(http.get("/readyz").statusCode()).isEqualTo(200));

            service.terminate();

            await().untilAsserted(
                            () -> assertThat(http.get("/readyz").statusCode()).isEqualTo(503));
            assertThat(http.get("/users").statusCode()).isEqualTo(200);
            assertThat(http.get("/livez").statusCode()).isEqualTo(200);
            assertThat(service.exit()).isEqualTo(143);
        }
    }
}
