package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code GET /search}. */
@WholeService
class LookUpIT {

    @Autowired JdbcClient database;
    private Http http;

    @BeforeEach
    void sampleUsers(@LocalServerPort int port) {
        http = new Http(port);
        Rows.theSimpsons(database);
    }

    private HttpResponse<String> search(String email) {
        return http.get("/search?email=" + URLEncoder.encode(email, StandardCharsets.UTF_8));
    }

    @Test
    void findsAddressInAnyCase() {
        assertThat(search("HOMER@TheSimpsons.com").body())
                .isEqualTo(
                        """
                        {"id":1,"email":"homer@thesimpsons.com","phoneNumber":"+1 888 123 1111"}\
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hómer@thesimpsons.com",
                "liſa@thesimpsons.com",
                "lısa@thesimpsons.com",
                "%",
                "homer",
                "homer@thesimpsons.com'--",
                "_omer@thesimpsons.com"
            })
    void findsNobodyElse(String email) {
        assertThat(search(email)).isProblem(404);
    }

    @ParameterizedTest
    @CsvSource({
        "post@bücher.example, post@xn--bcher-kva.example",
        "post@xn--bcher-kva.example, POST@BÜCHER.example",
        "🍩@example.com, 🍩@EXAMPLE.com",
        "a+b@example.com, A+B@example.com",
        "post@straße.example, post@xn--strae-oqa.example",
    })
    void findsWhatWasAdded(String added, String asked) {
        assertThat(http.add(added, "+1 888 123 1199")).hasStatus(201);

        assertThat(Http.json(search(asked)).get("email").asString()).isEqualTo(added);
        assertThat(http.add(asked, "+1 888 123 1199")).isProblem(409);
    }

    @Test
    void takesPlusSignThatIsNotPercentEncoded() {
        http.add("a+b@example.com", "+1 888 123 1199");

        assertThat(http.get("/search?email=a+b@example.com")).hasStatus(200);
        assertThat(http.get("/search?email=a%2Bb%40example.com")).hasStatus(200);
    }

    @Test
    void findsLongestAddress() {
        String longest = "a".repeat(242) + "@example.com";
        Rows.add(database, longest, "+1 888 123 1199");

        assertThat(search(longest)).hasStatus(200);
        assertThat(search("a" + longest)).isProblem(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/search",
                "/search?email",
                "/search?email=",
                "/search?email=%20",
                "/search?email=a@b.c&email=d@e.f",
                "/search?email%5Bx%5D=homer@thesimpsons.com",
                "/search?email=homer@thesimpsons.com&email%5B%5D=x",
                "/search?email=homer@thesimpsons.com%00",
                "/search?email=homer@thesimpsons.com%0A",
                "/search?email=homer@thesimpsons.com&phoneNumber=%2B18881231111",
            })
    void refusesByName(String target) {
        HttpResponse<String> answer = http.get(target);

        assertThat(answer).isProblem(400);
        assertThat(Http.json(answer).get("detail").asString()).contains("email");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%2B1%20888%20123%201114",
                "%2B18881231114",
                "+1+(888)+123-1114",
                "tel:%2B1-888-123-1114"
            })
    void findsNumberHoweverWritten(String number) {
        HttpResponse<String> answer = http.get("/search?phoneNumber=" + number);

        assertThat(Http.json(answer).get("email").asString()).isEqualTo("lisa@thesimpsons.com");
    }

    @Test
    void findsNumberThatDigitsAloneDoNotTell() {
        http.add("moe@example.com", "+44 (0)20 7946 0000");

        assertThat(http.get("/search?phoneNumber=%2B442079460000")).hasStatus(200);
    }

    @Test
    void findsFirstOfThoseWhoShareNumber() {
        http.add("patty@example.com", "+1 888 123 1114");

        assertThat(Http.json(http.get("/search?phoneNumber=%2B18881231114")).get("id").asInt())
                .isEqualTo(4);
    }

    @Test
    void unknownNumberIsNotFound() {
        assertThat(
                        Http.json(http.get("/search?phoneNumber=%2B18881239999"))
                                .get("detail")
                                .asString())
                .isEqualTo("User not found.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8881231111", "homer", "%2B1", "", "%2B18881231111%00"})
    void refusesWhatIsNoNumberByName(String number) {
        HttpResponse<String> answer = http.get("/search?phoneNumber=" + number);

        assertThat(answer).isProblem(400);
        assertThat(Http.json(answer).get("detail").asString()).contains("phoneNumber");
    }

    @Test
    void saysWhereTheUserIsAndAnswersNotModified() {
        HttpResponse<String> found = search("bart@thesimpsons.com");
        String tag = Http.header(found, "ETag");

        assertThat(found)
                .hasField("Content-Location", "/users/5")
                .hasField("Cache-Control", "no-cache, private");
        assertThat(http.get("/users/5", "If-None-Match", tag)).hasStatus(304);
        assertThat(http.get("/search?email=bart@thesimpsons.com", "If-None-Match", tag))
                .hasStatus(304);
    }
}
