package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.client.RestTestClient;

/** A service that nobody gave a key. */
@ExtendWith(OutputCaptureExtension.class) // first, so that it hears the start
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "DATABASE_PASSWORD=" + Postgres.PASSWORD})
@AutoConfigureRestTestClient
@Import(WholeService.OnPostgres.class)
@DirtiesContext
class KeylessIT {

    @Autowired RestTestClient http;

    @Test
    void saysAtStartThatWritesAreClosed(CapturedOutput output) {
        assertThat(output)
                .containsOnlyOnce(
                        "Writes are closed: neither JWT_PUBLIC_KEY nor JWT_JWK_SET_URI is set");
    }

    @Test
    void saysAtStartThatWhoeverReachesThePortCanRead(CapturedOutput output) {
        assertThat(output).containsOnlyOnce("Reads need no token");
    }

    @Test
    void readsAreOpenAndWritesClosed() {
        http.get().uri("/users").exchange().expectStatus().isOk();
        http.delete().uri("/users/1").exchange().expectStatus().isUnauthorized();
        http.delete()
                .uri("/users/1")
                .header(HttpHeaders.AUTHORIZATION, Tokens.writer())
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }
}
