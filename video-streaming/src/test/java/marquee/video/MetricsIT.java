package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What is counted of requests, and what a client cannot put into it. */
@RunningService
class MetricsIT {

    private static final Pattern LINE = Pattern.compile("(?m)^(?!#)(\\S+?(?:\\{.*?})?) \\S+$");

    @LocalServerPort int port;
    @LocalManagementPort int managementPort;
    @Autowired MeterRegistry metrics;

    @Test
    void countsRequestsByRouteMethodAndStatus() throws IOException {
        long parts = requests("/videos/{id}", "GET", 206);
        long lists = requests("/videos", "HEAD", 200);
        long missing = requests("/videos/{id}", "GET", 404);
        long probes = requests("/livez", "GET", 200);
        long others = requests("other", "GET", 404);

        RawHttp.once(port, "GET", "/videos/film.mp4", "Range: bytes=0-9");
        RawHttp.once(port, "HEAD", "/videos");
        RawHttp.once(port, "GET", "/videos/none.mp4");
        RawHttp.once(port, "GET", "/livez");
        RawHttp.once(port, "GET", "/nothing");

        await().untilAsserted(() -> {
            assertThat(requests("/videos/{id}", "GET", 206)).isEqualTo(parts + 1);
            assertThat(requests("/videos", "HEAD", 200)).isEqualTo(lists + 1);
            assertThat(requests("/videos/{id}", "GET", 404)).isEqualTo(missing + 1);
            assertThat(requests("/livez", "GET", 200)).isEqualTo(probes + 1);
            assertThat(requests("other", "GET", 404)).isEqualTo(others + 1);
        });
    }

    @Test
    void countsRangesByTheirKind() throws IOException {
        double none = ranges("none");
        double single = ranges("single");
        double several = ranges("several");
        double unsatisfiable = ranges("unsatisfiable");
        double ignored = ranges("ignored");

        RawHttp.once(port, "GET", "/video");
        RawHttp.once(port, "HEAD", "/video", "Range: bytes=0-9");
        RawHttp.once(port, "GET", "/video", "Range: bytes=0-9");
        RawHttp.once(port, "GET", "/video", "Range: bytes=0-9,20-29");
        RawHttp.once(port, "GET", "/video", "Range: bytes=9999999-");
        RawHttp.once(port, "GET", "/video", "Range: pages=1-2");

        assertThat(ranges("none")).isEqualTo(none + 1);
        assertThat(ranges("single")).isEqualTo(single + 1);
        assertThat(ranges("several")).isEqualTo(several + 1);
        assertThat(ranges("unsatisfiable")).isEqualTo(unsatisfiable + 1);
        assertThat(ranges("ignored")).isEqualTo(ignored + 1);
    }

    @Test
    void countsBytesOfFilesAndTimesTheFirst() throws IOException {
        double bytes = metrics.get("marquee.streamed").functionCounter().count();
        long first = metrics.get("marquee.first.byte").timer().count();

        RawHttp.once(port, "GET", "/video");
        RawHttp.once(port, "GET", "/video", "Range: bytes=0-99");
        RawHttp.once(port, "HEAD", "/video");

        await().untilAsserted(() -> {
            assertThat(metrics.get("marquee.streamed").functionCounter().count())
                    .isEqualTo(bytes + RunningService.Folder.FILM + 100);
            assertThat(metrics.get("marquee.first.byte").timer().count()).isEqualTo(first + 3);
        });
    }

    @Test
    void showsAStreamInFlight() throws IOException {
        try (RawHttp http = new RawHttp(port, 4096)) {
            for (int i = 0; i < 30; i++) { // more than the kernel takes for who does not read
                http.send("GET", "/video");
            }

            await().until(() -> metrics.get("marquee.streams").gauge().value() > 0);
        }
        await().until(() -> metrics.get("marquee.streams").gauge().value() == 0);
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

    /** Requests that are each their own: by path, method, host, version, field and query. */
    private void strange(String word) throws IOException {
        String marker = "marker" + word;
        RawHttp.once(port, "GET", "/" + marker);
        RawHttp.once(port, "GET", "/videos/" + marker);
        RawHttp.once(port, "GET", "/videos/" + marker + "/captions/" + marker);
        RawHttp.once(port, "GET", "/page/" + marker);
        RawHttp.once(port, "GET", "/video?" + marker);
        RawHttp.once(port, "GET", "/livez?" + marker);
        RawHttp.once(port, "GET", "/actuator/" + marker);
        RawHttp.once(port, marker.toUpperCase(Locale.ROOT), "/video");
        RawHttp.once(port, marker.toUpperCase(Locale.ROOT), "/nothing");
        RawHttp.once(port, "GET", "/video", "Range: " + marker + "=1-2");
        RawHttp.once(port, "GET", "http://" + marker + "/" + marker);
        RawHttp.once(managementPort, "GET", "/actuator/" + marker);
        RawHttp.once(managementPort, "GET", "/actuator/health?" + marker);
    }

    private Set<String> series() throws IOException {
        String text =
                new String(
                        RawHttp.once(managementPort, "GET", "/actuator/prometheus").body(),
                        StandardCharsets.UTF_8);
        return LINE.matcher(text)
                .results()
                .map(line -> line.group(1))
                // The machine's own: threads, collections and levels come as they like.
                .filter(name -> !name.startsWith("jvm_"))
                .collect(Collectors.toSet());
    }

    private long requests(String route, String method, int status) {
        Timer timer =
                metrics.find("http.server.requests")
                        .tags("uri", route, "method", method, "status", String.valueOf(status))
                        .timer();
        return timer == null ? 0 : timer.count();
    }

    private double ranges(String kind) {
        return metrics.get("marquee.ranges").tag("kind", kind).functionCounter().count();
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

    @Test
    void everyMeterSaysWhatItIs() {
        assertThat(metrics.getMeters())
                .filteredOn(meter -> meter.getId().getName().startsWith("marquee."))
                .extracting(Meter::getId)
                .allMatch(id -> id.getDescription() != null);
    }
}
