package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole directory, out and in. */
@WholeService
class TransferIT {

    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";

    @Autowired JdbcClient database;
    private Http http;

    @BeforeEach
    void sampleUsers(@LocalServerPort int port) {
        http = new Http(port);
        Rows.theSimpsons(database);
    }

    private HttpResponse<String> load(String query, String type, String body) {
        return http.send("POST", "/users/import" + query, body, "Content-Type", type);
    }

    private long count() {
        return database.sql("select count(*) from directory")
                .query((row, number) -> row.getLong(1))
                .single();
    }

    private static String report(HttpResponse<String> answer) {
        return Http.json(answer).properties().stream()
                .filter(member -> member.getValue().isIntegralNumber())
                .filter(member -> !member.getKey().equals("status"))
                .map(member -> member.getKey() + " " + member.getValue())
                .collect(Collectors.joining(", "));
    }

    private static List<String> faults(HttpResponse<String> answer) {
        return Http.json(answer)
                .get("errors")
                .valueStream()
                .map(fault -> fault.get("line") + " " + fault.get("pointer").asString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {NDJSON, CSV})
    void takesBackWhatItGaveAsUnchanged(String type) {
        http.add("post@bücher.example", "+44 (0)20 7946 0000");
        String all = http.get("/users", "Accept", type).body();

        HttpResponse<String> answer = load("", type, all);

        assertThat(answer).hasStatus(200);
        assertThat(report(answer))
                .isEqualTo("lines 6, created 0, updated 0, unchanged 6, skipped 0, failed 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {NDJSON, CSV})
    void fillsEmptyDirectoryWithWhatAnotherGave(String type) {
        http.add("post@bücher.example", "+44 (0)20 7946 0000");
        String all = http.get("/users", "Accept", type).body();
        Rows.none(database);

        assertThat(report(load("?atomic=true", type, all)))
                .isEqualTo("lines 6, created 6, updated 0, unchanged 0, skipped 0, failed 0");
        assertThat(http.get("/users", "Accept", type).body()).isEqualTo(all);
        assertThat(http.get("/search?phoneNumber=%2B442079460000")).hasStatus(200);
    }

    private static final String MIXED =
            """
            {"email": "moe@example.com", "phoneNumber": "+1 888 123 1116"}
            {"email": "HOMER@thesimpsons.com", "phoneNumber": "+1 888 123 9999"}

            {"email": "bart@thesimpsons.com", "phoneNumber": "+1 888 123 1115"}
            {"email": "MOE@example.com", "phoneNumber": "+1 888 123 1117"}
            {"email": "nobody", "phoneNumber": "1", "name": "x"}
            what?
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                    | 207 | created 1, updated 0, unchanged 1, skipped 0, failed 4",
                "?onConflict=error   | 207 | created 1, updated 0, unchanged 1, skipped 0, failed 4",
                "?onConflict=skip    | 207 | created 1, updated 0, unchanged 1, skipped 1, failed 3",
                "?onConflict=update  | 207 | created 1, updated 1, unchanged 1, skipped 0, failed 3",
                "?atomic=true        | 422 | created 0, updated 0, unchanged 0, skipped 0, failed 4",
                "?dryRun=true        | 207 | created 1, updated 0, unchanged 1, skipped 0, failed 4",
            })
    void reportsWhatBecameOfEachLine(String query, int status, String report) {
        String before = http.get("/users").body();

        HttpResponse<String> answer = load(query == null ? "" : query, NDJSON, MIXED);

        assertThat(answer).hasStatus(status);
        assertThat(report(answer)).isEqualTo("lines 6, " + report);
        if (status == 422 || "?dryRun=true".equals(query)) {
            assertThat(http.get("/users").body()).isEqualTo(before);
        } else {
            assertThat(count()).isEqualTo(6);
        }
    }

    @Test
    void saysWhatIsWrongWithWhichLine() {
        HttpResponse<String> answer = load("", NDJSON, MIXED);

        assertThat(faults(answer))
                .containsExactly(
                        "2 /email", "5 /email", "6 /email", "6 /name", "6 /phoneNumber", "7 ");
        assertThat(answer.body()).contains("The same e-mail address as in line 1.");
    }

    @Test
    void updateRaisesVersion() {
        load("?onConflict=update", NDJSON, MIXED);

        HttpResponse<String> homer = http.get("/users/1");
        assertThat(homer.body()).contains("HOMER@thesimpsons.com").contains("9999");
        assertThat(homer).hasField("ETag", "\"1-1\"");
    }

    @Test
    void nothingButFaultsIsUnprocessable() {
        HttpResponse<String> answer = load("", NDJSON, "{}\n");

        assertThat(answer).isProblem(422);
        assertThat(faults(answer)).containsExactly("1 /email", "1 /phoneNumber");
    }

    @Test
    void readsCsvAsPeopleWriteIt() {
        String csv =
                """
                \ufeffphoneNumber,email\r
                "+1 888 123 1116",moe@example.com

                +1 888 123 1117,"carl
                @example.com"
                +1 888 123 1118
                +1 888 123 1119,lenny@example.com\
                """;

        HttpResponse<String> answer = load("", CSV, csv);

        assertThat(report(answer))
                .isEqualTo("lines 4, created 2, updated 0, unchanged 0, skipped 0, failed 2");
        assertThat(faults(answer)).containsExactly("4 /email", "6 ");
    }

    @Test
    void quotesWhatIsNoUser() {
        String lines = "[1]\n\"" + "x".repeat(2000) + "\"\nnull\n";

        assertThat(details(load("", NDJSON, lines)))
                .containsExactly(
                        "Expected a JSON object, found \"[1]\".",
                        "Expected a JSON object, found \"\"" + "x".repeat(39) + "…\".",
                        "Expected a JSON object, found \"null\".");
        assertThat(details(load("", CSV, "email,phoneNumber\na\n\"a\"b,c\n")))
                .containsExactly("Expected 2 fields, found 1.", "Expected quotes in pairs.");
    }

    private static List<String> details(HttpResponse<String> answer) {
        return Http.json(answer)
                .get("errors")
                .valueStream()
                .map(fault -> fault.get("detail").asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "?onConflict=replace, onConflict",
        "?atomic=yes, atomic",
        "?dryRun=, dryRun",
        "?dryRun=true&dryRun=false, dryRun",
    })
    void refusesParameterByName(String query, String name) {
        HttpResponse<String> answer = load(query, NDJSON, "");

        assertThat(answer).isProblem(400);
        assertThat(Http.json(answer).get("detail").asString()).contains(name);
    }

    @Test
    void refusesOtherBytesAndOtherColumns() {
        assertThat(
                        http.send(
                                "POST",
                                "/users/import",
                                BodyPublishers.ofByteArray(new byte[] {'{', (byte) 0xff}),
                                "Content-Type",
                                NDJSON))
                .isProblem(400);
        assertThat(load("", CSV, "mail,phone\n")).isProblem(400);
        assertThat(Http.json(load("", CSV, "mail,\"phone\"\n")).get("detail").asString())
                .endsWith("found \"mail,phone\".");
        assertThat(load("", "application/json", "[]"))
                .hasField("Accept-Post", "application/x-ndjson, text/csv");
    }

    @Test
    void bodyOver64MiBIsTooLargeAndLeavesNothing() {
        byte[] line =
                "{\"email\": \"a%s@example.com\", \"phoneNumber\": \"+1 888 123 1116\"}\n"
                        .formatted(" ".repeat(60_000))
                        .getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer =
                http.send(
                        "POST",
                        "/users/import",
                        BodyPublishers.ofByteArrays(Collections.nCopies(1120, line)),
                        "Content-Type",
                        NDJSON);

        assertThat(answer).isProblem(413);
        assertThat(count()).isEqualTo(5);
    }

    @Test
    void importsOfTheSameAddressesAtOnceDoNotHinderEachOther() {
        List<String> lines =
                IntStream.range(0, 500)
                        .mapToObj(n -> Http.body("u" + n + "@example.com", "+1 888 123 1116"))
                        .toList();
        Callable<HttpResponse<String>> forth =
                () -> load("?onConflict=update", NDJSON, String.join("\n", lines));
        Callable<HttpResponse<String>> back =
                () -> load("?onConflict=update", NDJSON, String.join("\n", lines.reversed()));

        assertThat(Http.statusesOfAtOnce(List.of(forth, back))).containsExactly(200, 200);
        assertThat(count()).isEqualTo(505);
    }
}
