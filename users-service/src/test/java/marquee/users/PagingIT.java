package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code GET /users}, page by page. */
@WholeService
class PagingIT {

    private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");

    @Autowired JdbcClient database;
    private Http http;

    @BeforeEach
    void sampleUsers(@LocalServerPort int port) {
        http = new Http(port);
        Rows.theSimpsons(database);
    }

    private static List<Integer> ids(HttpResponse<String> page) {
        return Http.json(page).valueStream().map(user -> user.get("id").asInt()).toList();
    }

    private static String next(HttpResponse<String> page) {
        Matcher next = NEXT.matcher(Http.header(page, "Link"));
        return next.find() ? next.group(1) : "";
    }

    @Test
    void linksLeadThroughAllPages() {
        HttpResponse<String> first = http.get("/users?limit=2");
        HttpResponse<String> second = http.get(next(first));
        HttpResponse<String> third = http.get(next(second));

        assertThat(ids(first)).containsExactly(1, 2);
        assertThat(ids(second)).containsExactly(3, 4);
        assertThat(ids(third)).containsExactly(5);
        assertThat(next(third)).isEmpty();
        assertThat(third).hasField("Link", "</users?limit=2>; rel=\"first\"");
    }

    @Test
    void lastFullPageHasNoNext() {
        assertThat(next(http.get("/users?limit=5"))).isEmpty();
    }

    @Test
    void walkMeetsEveryOtherRowOnceWhileRowsComeAndGo() {
        IntStream.rangeClosed(6, 60)
                .forEach(i -> Rows.add(database, "u" + i + "@example.com", "+1 888 123 1111"));
        List<Integer> met = new ArrayList<>();
        HttpResponse<String> page = http.get("/users?limit=7");
        int added = 60;
        while (true) {
            met.addAll(ids(page));
            int last = met.getLast();
            database.sql("delete from directory where user_id in (?, ?, ?)")
                    .params(last, last - 3, last + 2)
                    .update();
            added++;
            if (added <= 65) {
                Rows.add(database, "u" + added + "@example.com", "+1 888 123 1111");
            }
            if (next(page).isEmpty()) {
                break;
            }
            page = http.get(next(page));
        }

        List<Integer> left =
                database.sql("select user_id from directory")
                        .query((row, number) -> row.getInt(1))
                        .list();
        assertThat(met).doesNotHaveDuplicates().isSorted().containsAll(left);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "abc", "1.5", "", "%2B5", "1e3", "NaN", "5&limit=6"})
    void refusesLimitByName(String limit) {
        HttpResponse<String> answer = http.get("/users?limit=" + limit);

        assertThat(answer).isProblem(400);
        assertThat(Http.json(answer).get("detail").asString()).contains("limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1001", "999999999999999999999999999999"})
    void clampsLargeLimit(String limit) {
        assertThat(http.get("/users?limit=" + limit))
                .hasField("Link", "</users?limit=1000>; rel=\"first\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "abc", "AAAAAAAAAAIAAAAA", "%00", "MQ==", "AAAAAAAAAAA="})
    void refusesForeignCursor(String cursor) {
        HttpResponse<String> answer = http.get("/users?cursor=" + cursor);

        assertThat(answer).isProblem(400);
        assertThat(Http.json(answer).get("detail").asString()).contains("cursor");
    }

    @ParameterizedTest
    @CsvSource({
        "OMER@, 1",
        "maggie, 3",
        "123 1114, 4",
        "8881231115, 5",
        "%2B1 888 123 1112, 2",
    })
    void findsByPart(String part, int id) {
        assertThat(ids(http.get("/users?q=" + part.replace(" ", "%20")))).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%25", "_", "h%25r", "%5C", "ómer", "nobody"})
    void partIsTakenLetterByLetter(String part) {
        assertThat(http.get("/users?q=" + part).body()).isEqualTo("[]");
    }

    @Test
    void pagesOfPartsLinkToMoreOfTheSame() {
        HttpResponse<String> first = http.get("/users?q=ma%2B&limit=1".replace("%2B", ""));
        HttpResponse<String> second = http.get(next(first));

        assertThat(ids(first)).containsExactly(2);
        assertThat(ids(second)).containsExactly(3);
        assertThat(next(second)).isEmpty();
    }

    @Test
    void answersNotModifiedUntilSomethingChanges() {
        HttpResponse<String> page = http.get("/users");
        String tag = Http.header(page, "ETag");

        assertThat(page).hasField("Cache-Control", "no-cache, private");
        assertThat(http.get("/users", "If-None-Match", tag)).hasStatus(304);

        database.sql("update directory set phone_number = '+1 888 123 1999' where user_id = 3")
                .update();
        assertThat(http.get("/users", "If-None-Match", tag)).hasStatus(200);
    }
}
