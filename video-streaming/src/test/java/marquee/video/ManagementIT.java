package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** The management port shows what it is for, and nothing beside it. */
@RunningService
class ManagementIT {

    @LocalManagementPort int port;

    @ParameterizedTest
    @ValueSource(strings = {"health", "health/liveness", "info", "prometheus", "sbom"})
    void shows(String endpoint) throws IOException {
        assertThat(RawHttp.once(port, "GET", "/actuator/" + endpoint).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/page/page.js",
                "/actuator",
                "/actuator/",
                "/actuator/env",
                "/actuator/beans",
                "/actuator/configprops",
                "/actuator/heapdump",
                "/actuator/loggers",
                "/actuator/metrics",
                "/actuator/mappings",
                "/actuator/shutdown",
                "/actuator/threaddump",
                "/video",
                "/videos"
            })
    void showsNothingElse(String target) throws IOException {
        assertThat(RawHttp.once(port, "GET", target)).isProblem(404);
    }
}
