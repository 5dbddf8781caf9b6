package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A change of one user and a session by hand that wait for each other: PostgreSQL gives up the
 * change.
 */
@WholeService
class ChangeLocksIT {

    private static final String NED = Http.body("ned@thesimpsons.com", "+1 888 123 1116");

    @Autowired JdbcClient database;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private OtherSession other;
    private Http http;

    @BeforeEach
    void sampleUsers(@LocalServerPort int port) throws SQLException {
        http = new Http(port);
        Rows.theSimpsons(database);
        other = new OtherSession(database);
    }

    @AfterEach
    void leave() throws SQLException {
        other.close();
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"PUT, application/json", "PATCH, application/merge-patch+json"})
    void changeThatIsGivenUpForADeadlockBeginsAgain(String method, String type) throws Exception {
        Future<HttpResponse<String>> changed = deadlock(method, type);

        other.rollback();

        assertThat(changed.get()).hasStatus(200);
        assertThat(changed.get()).hasField("ETag", "\"1-1\"");
        assertThat(Rows.numberOf(database, "ned@thesimpsons.com")).isEqualTo("+1 888 123 1116");
    }

    @Test
    void secondAttemptSeesWhatTheOtherHasDone() throws Exception {
        Future<HttpResponse<String>> changed = deadlock("PUT", "application/json");

        other.commit();

        assertThat(changed.get()).isProblem(409);
        assertThat(Rows.numberOf(database, "ned@thesimpsons.com")).isEqualTo("+1");
    }

    /**
     * Returns when the session, which holds the address, has got the user that the request held.
     */
    private Future<HttpResponse<String>> deadlock(String method, String type) throws Exception {
        other.execute(
                "insert into directory (email, phone_number) values ('ned@thesimpsons.com', '+1')");
        Future<HttpResponse<String>> changed =
                threads.submit(() -> http.send(method, "/users/1", NED, "Content-Type", type));
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> Rows.waitingForLocks(database) == 1);
        other.execute("update directory set phone_number = '+2' where user_id = 1");
        return changed;
    }
}
