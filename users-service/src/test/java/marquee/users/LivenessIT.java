package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import marquee.users.problem.ProblemType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** {@code /livez}, by the short way and by Actuator's: one answer. */
@WholeService
class LivenessIT {

    private static final String ACTUATORS = "application/vnd.spring-boot.actuator.v3+json";

    @Autowired ApplicationContext service;
    private Http http;

    @BeforeEach
    void client(@LocalServerPort int port) {
        http = Http.withoutToken(port);
    }

    @Test
    void answersAsActuatorDoes() {
        HttpResponse<String> quick = http.get("/livez");
        HttpResponse<String> actuators = http.get("/livez", "Accept", ACTUATORS);

        assertThat(quick.body()).isEqualTo("{\"status\":\"UP\"}").isEqualTo(actuators.body());
        assertThat(quick).hasStatus(200).hasField("Content-Type", ACTUATORS);
        assertThat(actuators).hasStatus(200).hasField("Content-Type", ACTUATORS);
        assertThat(quick.headers().map().keySet()).isEqualTo(actuators.headers().map().keySet());
    }

    @Test
    void answersHeadWithFieldsOnly() {
        HttpResponse<String> answer = http.send("HEAD", "/livez", "");

        assertThat(answer).hasStatus(200).hasField("Content-Length", "15");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void saysWhenTheServiceIsNotAlive() {
        AvailabilityChangeEvent.publish(service, LivenessState.BROKEN);
        try {
            HttpResponse<String> answer = http.get("/livez");

            assertThat(answer).hasStatus(503);
            assertThat(answer.body()).isEqualTo("{\"status\":\"DOWN\"}");
        } finally {
            AvailabilityChangeEvent.publish(service, LivenessState.CORRECT);
        }
        assertThat(http.get("/livez")).hasStatus(200);
    }

    @Test
    void leavesTheRestToActuator() {
        assertThat(http.get("/livez", "Accept", "application/json"))
                .hasStatus(200)
                .hasField("Content-Type", "application/json");
        assertThat(http.get("/livez", "Accept", "text/html")).hasStatus(406);
        assertThat(http.get("/livez", "Authorization", "Bearer none"))
                .isProblem(ProblemType.UNAUTHORIZED);
        for (String method : List.of("POST", "DELETE")) {
            assertThat(http.send(method, "/livez", "").statusCode()).isIn(401, 405);
        }
    }
}
