package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An import beside somebody who changes the same users at the same moment. */
@WholeService
class ImportLocksIT {

    private static final String NED = Http.body("ned@thesimpsons.com", "+1 888 123 1116");
    private static final String HOMER = Http.body("homer@thesimpsons.com", "+1 888 123 9999");

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

    @Test
    void userWhoIsGivenAnAddressThatAnImportAddsIsNoDeadlock() throws Exception {
        other.execute("select from directory where user_id = 1 for update");
        Future<HttpResponse<String>> imported = load(NED + "\n" + HOMER);
        await().until(() -> Rows.waitingForLocks(database) == 1);

        other.execute("update directory set email = 'ned@thesimpsons.com' where user_id = 1");
        other.commit();

        assertThat(imported.get()).hasStatus(200);
        assertThat(Http.json(imported.get()).get("lines").asInt()).isEqualTo(2);
        assertThat(Rows.numberOf(database, "ned@thesimpsons.com")).isEqualTo("+1 888 123 1116");
        assertThat(Rows.numberOf(database, "homer@thesimpsons.com")).isEqualTo("+1 888 123 9999");
    }

    /** In an order that no user of the service has: a session by hand, and of many rows. */
    @Test
    void importThatIsGivenUpForADeadlockBeginsAgain() throws Exception {
        other.execute(
                "insert into directory (email, phone_number) values ('ned@thesimpsons.com', '+1')");
        Future<HttpResponse<String>> imported = load(HOMER + "\n" + NED);
        await().until(() -> Rows.waitingForLocks(database) == 1);

        Future<Boolean> changed =
                threads.submit(() -> {
                    other.execute("update directory set phone_number = '+1' where user_id = 1");
                    other.commit();
                    return true;
                });

        assertThat(changed.get()).isTrue();
        assertThat(imported.get()).hasStatus(200);
        assertThat(Rows.numberOf(database, "ned@thesimpsons.com")).isEqualTo("+1 888 123 1116");
        assertThat(Rows.numberOf(database, "homer@thesimpsons.com")).isEqualTo("+1 888 123 9999");
    }

    private Future<HttpResponse<String>> load(String lines) {
        return threads.submit(() ->
                http.send(
                        "POST",
                        "/users/import?onConflict=update",
                        lines,
                        "Content-Type",
                        "application/x-ndjson"));
    }
}
