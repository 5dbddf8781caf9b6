package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** The management port shows what it is for, and nothing beside it. */
@WholeService
class ManagementIT {

    @LocalManagementPort int port;

    @ParameterizedTest
    @ValueSource(strings = {"health", "health/liveness", "info", "prometheus", "sbom"})
    void shows(String endpoint) {
        assertThat(new Http(port).get("/actuator/" + endpoint).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/actuator",
                "/actuator/",
                "/actuator/env",
                "/actuator/beans",
                "/actuator/configprops",
                "/actuator/flyway",
                "/actuator/heapdump",
                "/actuator/loggers",
                "/actuator/metrics",
                "/actuator/mappings",
                "/actuator/shutdown",
                "/actuator/threaddump",
                "/swagger-ui/index.html",
                "/v3/api-docs",
                "/users",
                "/search"
            })
    void showsNothingElse(String target) {
        assertThat(new Http(port).get(target).statusCode()).isEqualTo(404);
    }
}
