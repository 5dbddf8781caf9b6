package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What is counted of requests, and what a client cannot put into it. */
@WholeService
class MetricsIT {

    private static final Pattern LINE = Pattern.compile("(?m)^(?!#)(\\S+?(?:\\{.*?})?) \\S+$");

    @LocalServerPort int port;
    @LocalManagementPort int managementPort;
    @Autowired MeterRegistry metrics;

    @BeforeEach
    void schemaIsThere() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> send("GET", "/readyz").startsWith("HTTP/1.1 200"));
    }

    @Test
    void countsRequestsByRouteMethodAndStatus() throws IOException {
        long found = requests("/users/{id}", "GET", 404);
        long searches = requests("/search", "GET", 400);
        long probes = requests("/livez", "GET", 200);
        long writes = requests("/users", "POST", 401);
        long others = requests("other", "GET", 404);
        long unreadable = requests("other", "GET", 400);

        send("GET", "/users/999999999");
        send("GET", "/search");
        send("GET", "/livez");
        send("POST", "/users");
        send("GET", "/nothing");
        send("GET", "/x;a=%zz");

        await().untilAsserted(() -> {
            assertThat(requests("/users/{id}", "GET", 404)).isEqualTo(found + 1);
            assertThat(requests("/search", "GET", 400)).isEqualTo(searches + 1);
            assertThat(requests("/livez", "GET", 200)).isEqualTo(probes + 1);
            assertThat(requests("/users", "POST", 401)).isEqualTo(writes + 1);
            assertThat(requests("other", "GET", 404)).isEqualTo(others + 1);
            assertThat(requests("other", "GET", 400)).isEqualTo(unreadable + 1);
        });
    }

    @Test
    void showsConnectionsThePoolAndTheStatementsOfLookUps() throws IOException {
        send("GET", "/users/1");

        assertThat(series())
                .contains(
                        "marquee_connections{state=\"waiting\"}",
                        "marquee_connections{state=\"answering\"}",
                        "marquee_connections_max",
                        "hikaricp_connections_active{pool=\"users\"}",
                        "hikaricp_connections_pending{pool=\"users\"}",
                        "hikaricp_connections_timeout_total{pool=\"users\"}",
                        "directory_lookup_batch_count{key=\"id\"}",
                        "directory_lookup_batch_sum{key=\"id\"}",
                        "directory_lookup_batch_max{key=\"id\"}");
    }

    @Test
    void noLabelHoldsWhatAClientWrites() throws IOException {
        strange("a");
        strange("b");
        Set<String> before = series();

        strange("one");
        strange("another");

        assertThat(series()).isEqualTo(before).noneMatch(name -> name.contains("marker"));
    }

    /** Requests that are each their own: by path, method, host, token, field and query. */
    private void strange(String word) throws IOException {
        String marker = "marker" + word;
        send("GET", "/" + marker);
        send("GET", "/users/" + marker);
        send("GET", "/users/" + marker + "/");
        send("GET", "/users?" + marker);
        send("GET", "/search?email=" + marker);
        send("GET", "/livez?" + marker);
        send("GET", "/swagger-ui/" + marker);
        send("GET", "/actuator/" + marker);
        send(marker.toUpperCase(Locale.ROOT), "/users");
        send(marker.toUpperCase(Locale.ROOT), "/" + marker);
        send("POST", "/users", "Authorization: Bearer " + marker);
        send("GET", "/users", "Accept: " + marker + "/" + marker);
        send("GET", "http://" + marker + "/" + marker);
        send("GET", "/x;" + marker + "=%zz");
        send(managementPort, "GET", "/actuator/" + marker);
        send(managementPort, "GET", "/actuator/health?" + marker);
    }

    private Set<String> series() throws IOException {
        return LINE.matcher(send(managementPort, "GET", "/actuator/prometheus"))
                .results()
                .map(line -> line.group(1))
                // The machine's own: threads, collections and levels come as they like.
                .filter(name -> !name.startsWith("jvm_"))
                .collect(Collectors.toSet());
    }

    @Test
    void countsCollectionsWithoutBeingToldOfEach(@Autowired ApplicationContext context) {
        double before = collections();
        System.gc();
        assertThat(collections()).isGreaterThan(before);
        assertThat(metrics.get("jvm.gc.live.data.size").gauge().value()).isPositive();
        assertThat(metrics.get("jvm.gc.max.data.size").gauge().value()).isPositive();
        assertThat(context.getBeansOfType(JvmGcMetrics.class)).isEmpty();
        assertThat(context.getBeansOfType(JvmHeapPressureMetrics.class)).isEmpty();
    }

    private double collections() {
        return metrics.get("jvm.gc.pause").functionTimers().stream()
                .mapToDouble(FunctionTimer::count)
                .sum();
    }

    private long requests(String route, String method, int status) {
        Timer timer =
                metrics.find("http.server.requests")
                        .tags("uri", route, "method", method, "status", String.valueOf(status))
                        .timer();
        return timer == null ? 0 : timer.count();
    }

    private String send(String method, String target, String... fields) throws IOException {
        return send(port, method, target, fields);
    }

    private static String send(int port, String method, String target, String... fields)
            throws IOException {
        String head =
                "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
                        .formatted(
                                method,
                                target,
                                fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n");
        return Http.raw(port, head);
    }
}
