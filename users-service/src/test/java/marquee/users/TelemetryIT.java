package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spans go to the collector that a variable names, under the trace that a request brings. */
class TelemetryIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @TempDir Path directory;

    @Test
    void tellsTheCollectorOfEachSampledAnswer() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        HttpServer collector =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext(
                "/v1/traces",
                exchange -> {
                    told.add(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.ISO_8859_1));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        collector.start();
        try (ServiceProcess service =
                ServiceProcess.start(directory.resolve("log"), variables(collector))) {
            new Http(service.port())
                    .get("/search?marker", "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");

            await().until(() -> !told.isEmpty());
            assertThat(told.getFirst())
                    .contains("GET /search")
                    .contains("users-service")
                    .contains(
                            new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1))
                    .doesNotContain("marker");
            assertThat(service.log()).doesNotContain(" ERROR ");
        } finally {
            collector.stop(0);
        }
    }

    private Map<String, String> variables(HttpServer collector) {
        Map<String, String> variables = new HashMap<>(Postgres.newDatabase().variables());
        variables.put("DATABASE_PASSWORD", Postgres.PASSWORD);
        variables.put("DIRECTORY_READ", "token");
        variables.put(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + collector.getAddress().getPort());
        return variables;
    }
}
