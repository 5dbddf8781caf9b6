package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code POST}, {@code PUT}, {@code PATCH}, {@code DELETE}. */
@WholeService
class ChangesIT {

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

    private static List<String> pointers(HttpResponse<String> refused) {
        assertThat(refused).isProblem(422);
        return Http.json(refused)
                .get("errors")
                .valueStream()
                .map(e -> e.get("pointer").asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "POST,  /users,   application/json",
        "PUT,   /users/1, application/json",
        "PATCH, /users/1, application/merge-patch+json"
    })
    void changesNothingForClientThatCannotReadTheAnswer(String method, String target, String type) {
        String before = http.get("/users").body();

        HttpResponse<String> answer =
                http.send(
                        method,
                        target,
                        Http.body("moe@thesimpsons.com", "+1 888 123 1116"),
                        "Content-Type",
                        type,
                        "Accept",
                        "image/png");

        assertThat(answer).isProblem(406);
        assertThat(http.get("/users").body()).isEqualTo(before);
    }

    @Test
    void addsUser() {
        HttpResponse<String> added = http.add("Moe@Example.com", "+1 (888) 123-1116");

        assertThat(added).hasStatus(201).hasField("Location", "/users/6");
        assertThat(added.body())
                .isEqualTo(
                        """
                        {"id":6,"email":"Moe@Example.com","phoneNumber":"+1 (888) 123-1116"}\
                        """);
        HttpResponse<String> found = http.get("/users/6");
        assertThat(found.body()).isEqualTo(added.body());
        assertThat(found).hasField("ETag", Http.header(added, "ETag"));
        assertThat(Http.header(found, "ETag")).startsWith("\"");
        assertThat(
                        database.sql("select phone_e164 from directory where user_id = 6")
                                .query(String.class)
                                .single())
                .isEqualTo("+18881231116");
    }

    @Test
    void takenAddressIsConflict() {
        HttpResponse<String> refused = http.add("HOMER@thesimpsons.com", "+1 888 123 1116");

        assertThat(refused).isProblem(409);
        assertThat(refused.body())
                .doesNotContainIgnoringCase("directory_email_key")
                .doesNotContain("homer");
        assertThat(
                        http.send(
                                "PUT",
                                "/users/2",
                                Http.body("homer@thesimpsons.com", "+1 888 123 1116"),
                                JSON))
                .isProblem(409);
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        String body = "{\"email\": \"homer\", \"phoneNumber\": 5, \"na/me\": \"Homer\"}";

        assertThat(pointers(http.send("POST", "/users", body, JSON)))
                .containsExactly("/email", "/na~1me", "/phoneNumber");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                        | /email, /phoneNumber",
                "{\"email\": \"a@example.com\", \"phoneNumber\": null}      | /phoneNumber",
                "{\"email\": \"a@example.com\", \"phoneNumber\": \"123\"}   | /phoneNumber",
                "{\"email\": \"a@b\\u0000\", \"phoneNumber\": \"+18881231111\"}   | /email",
                "{\"email\": \"\\ud800@b\", \"phoneNumber\": \"+18881231111\"}   | /email",
                "{\"id\": 7, \"email\": \"a@b.c\", \"phoneNumber\": \"+18881231111\"} | /id",
                "[]  | ''",
                "null  | ''",
            })
    void pointsAtTheField(String body, String expected) {
        assertThat(String.join(", ", pointers(http.send("POST", "/users", body, JSON))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"email\":\"a@b.c\",\"email\":\"d@e.f\"}",
                "{} {}",
                "\u0001",
                "{'email':1}"
            })
    void malformedJsonIsBadRequest(String body) {
        HttpResponse<String> refused = http.send("POST", "/users", body, JSON);

        assertThat(refused).isProblem(400);
    }

    @Test
    void bodyOver64KiBIsTooLarge() {
        byte[] large = new byte[64 * 1024 + 1];

        assertThat(http.send("POST", "/users", BodyPublishers.ofByteArray(large), JSON))
                .isProblem(413);
        assertThat(
                        http.send(
                                "POST",
                                "/users",
                                BodyPublishers.ofByteArrays(
                                        Collections.nCopies(65, new byte[1024])),
                                JSON))
                .isProblem(413);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /users, text/plain, Accept-Post, application/json",
        "PATCH, /users/1, application/json, Accept-Patch, application/merge-patch+json",
    })
    void otherTypeIsUnsupported(
            String method, String target, String type, String header, String supported) {
        HttpResponse<String> refused = http.send(method, target, "{}", "Content-Type", type);

        assertThat(refused).isProblem(415).hasField(header, supported);
    }

    @Test
    void replacesUser() {
        String tag = Http.header(http.get("/users/1"), "ETag");
        HttpResponse<String> replaced =
                http.send(
                        "PUT",
                        "/users/1",
                        Http.body("h@example.com", "+1 888 123 1117"),
                        ifMatch(JSON, tag));

        assertThat(replaced).hasStatus(200);
        assertThat(replaced.body())
                .isEqualTo(
                        "{\"id\":1,\"email\":\"h@example.com\",\"phoneNumber\":\"+1 888 123 1117\"}");
        assertThat(Http.header(replaced, "ETag"))
                .isNotEqualTo(tag)
                .isEqualTo(Http.header(http.get("/users/1"), "ETag"));
        assertThat(http.get("/search?email=homer@thesimpsons.com")).isProblem(404);
    }

    @Test
    void takesBackWhatItGave() {
        HttpResponse<String> given = http.get("/users/1");

        HttpResponse<String> put = http.send("PUT", "/users/1", given.body(), JSON);
        assertThat(put).hasStatus(200).hasField("ETag", Http.header(given, "ETag"));
        assertThat(pointers(http.send("PUT", "/users/2", given.body(), JSON)))
                .containsExactly("/id");
    }

    @Test
    void patchesUser() {
        HttpResponse<String> patched =
                http.send(
                        "PATCH", "/users/1", "{\"phoneNumber\": \"+1 888 123 1118\"}", MERGE_PATCH);

        assertThat(patched).hasStatus(200);
        assertThat(patched.body()).contains("homer@thesimpsons.com").contains("+1 888 123 1118");
        assertThat(http.send("PATCH", "/users/1", "{}", MERGE_PATCH).body())
                .isEqualTo(patched.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"email\": null}               | /email",
                "{\"id\": 2}                     | /id",
                "{\"id\": 1, \"name\": \"x\"}    | /name",
                "[1]                             | ''",
            })
    void refusesPatchThatLeavesNoUser(String patch, String pointer) {
        assertThat(pointers(http.send("PATCH", "/users/1", patch, MERGE_PATCH)))
                .containsExactly(pointer);
    }

    @Test
    void removesUser() {
        assertThat(http.send("DELETE", "/users/1", "")).hasStatus(204);
        assertThat(http.send("DELETE", "/users/1", "")).isProblem(404);
        assertThat(http.get("/users/1")).isProblem(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/users/6",
                "/users/0",
                "/users/-1",
                "/users/x",
                "/users/99999999999999999999"
            })
    void unknownUserIsNotFoundAndNotMade(String target) {
        for (String method : List.of("GET", "DELETE")) {
            assertThat(http.send(method, target, "")).isProblem(404);
        }
        assertThat(http.send("PUT", target, Http.body("a@b.c", "+18881231111"), JSON))
                .isProblem(404);
        assertThat(http.send("PATCH", target, "{}", MERGE_PATCH)).isProblem(404);
    }
}
