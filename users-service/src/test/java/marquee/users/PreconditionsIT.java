package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code POST}, {@code PUT}, {@code PATCH}, {@code DELETE}. */
@WholeService
class PreconditionsIT {

    private static final String[] JSON = {"Content-Type", "application/json"};
    private static final String[] MERGE_PATCH = {"Content-Type", "application/merge-patch+json"};

    @Autowired JdbcClient database;
    private Http http;

    @BeforeEach
    void sampleUsers(@LocalServerPort int port) {
        http = new Http(port);
        Rows.theSimpsons(database);
    }

    private static String[] ifMatch(String[] type, String tag) {
        return new String[] {type[0], type[1], "If-Match", tag};
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1-7\"", "W/\"1-0\"", "nonsense", "\"\""})
    void staleTagChangesNothing(String tag) {
        String body = Http.body("h@example.com", "+1 888 123 1117");

        assertThat(http.send("PUT", "/users/1", body, ifMatch(JSON, tag))).isProblem(412);
        assertThat(http.send("PATCH", "/users/1", "{}", ifMatch(MERGE_PATCH, tag))).isProblem(412);
        assertThat(http.send("DELETE", "/users/1", "", "If-Match", tag)).isProblem(412);
        assertThat(http.get("/users/1").body()).contains("homer");
    }

    @Test
    void quotesTheTagsThatItFound() {
        assertThat(detailOf("\"1-7\", \"x\""))
                .isEqualTo(
                        "Expected If-Match to name the current state of this user, found \"1-7\","
                                + " \"x\".");
        assertThat(detailOf("\"" + "x".repeat(2000) + "\"")).hasSizeLessThan(120).endsWith("x….");
    }

    private String detailOf(String tag) {
        return Http.json(http.send("DELETE", "/users/1", "", "If-Match", tag))
                .get("detail")
                .asString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"1-0\"", "\"x\", \"1-0\""})
    void currentTagLetsChange(String tag) {
        assertThat(http.send("DELETE", "/users/1", "", "If-Match", tag)).hasStatus(204);
    }

    @Test
    void changeByHandMakesTagStale() {
        String tag = Http.header(http.get("/users/1"), "ETag");
        database.sql("update directory set phone_number = '+1 888 123 1119' where user_id = 1")
                .update();

        assertThat(http.send("DELETE", "/users/1", "", "If-Match", tag)).isProblem(412);
    }

    @Test
    void ofTwoWritersWhoKnowTheSameStateOneLoses() {
        for (int round = 0; round < 10; round++) {
            String tag = Http.header(http.get("/users/1"), "ETag");
            List<Callable<HttpResponse<String>>> writers = new ArrayList<>();
            for (int writer = 0; writer < 2; writer++) {
                String body =
                        Http.body("h%d.%d@example.com".formatted(round, writer), "+1 888 123 1117");
                writers.add(() -> http.send("PUT", "/users/1", body, ifMatch(JSON, tag)));
            }

            assertThat(Http.statusesOfAtOnce(writers)).containsExactly(200, 412);
        }
    }

    @Test
    void writersWithoutTagAllSucceed() {
        List<Callable<HttpResponse<String>>> writers = new ArrayList<>();
        for (int writer = 0; writer < 20; writer++) {
            String body = "{\"phoneNumber\": \"+1 888 123 11%d\"}".formatted(writer + 10);
            writers.add(() -> http.send("PATCH", "/users/1", body, MERGE_PATCH));
        }

        assertThat(Http.statusesOfAtOnce(writers)).hasSize(20).containsOnly(200);
    }

    @Test
    void ofFiftyWhoAddOneAddressOneSucceeds() {
        Callable<HttpResponse<String>> add = () -> http.add("moe@example.com", "+1 888 123 1116");

        List<Integer> statuses = Http.statusesOfAtOnce(Collections.nCopies(50, add));

        List<Integer> expected = new ArrayList<>(Collections.nCopies(49, 409));
        expected.addFirst(201);
        assertThat(statuses).isEqualTo(expected);
    }
}
