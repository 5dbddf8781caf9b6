package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import marquee.users.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

/** A service that nobody gave a key. */
@ExtendWith(OutputCaptureExtension.class) // first, so that it hears the start
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "DATABASE_PASSWORD=" + Postgres.PASSWORD})
@Import(WholeService.OnPostgres.class)
@DirtiesContext
class KeylessIT {

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
    void readsAreOpenAndWritesClosed(@LocalServerPort int port) {
        Http http = Http.withoutToken(port);

        assertThat(http.get("/users")).hasStatus(200);
        assertThat(http.send("DELETE", "/users/1", "")).isProblem(ProblemType.UNAUTHORIZED);
        assertThat(http.send("DELETE", "/users/1", "", "Authorization", Tokens.writer()))
                .isProblem(ProblemType.UNAUTHORIZED);
    }
}
