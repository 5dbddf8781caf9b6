package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@WholeService
class ExportIT {

    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";

    @Autowired JdbcClient database;
    private Http http;

    @BeforeEach
    void sampleUsers(@LocalServerPort int port) {
        http = new Http(port);
        Rows.theSimpsons(database);
    }

    @Test
    void givesNdjson() {
        HttpResponse<String> all = http.get("/users", "Accept", NDJSON);

        assertThat(all)
                .hasStatus(200)
                .hasField("Content-Type", "application/x-ndjson;charset=UTF-8")
                .hasField("Cache-Control", "private, no-cache");
        assertThat(Http.header(all, "Vary")).containsIgnoringCase("accept");
        assertThat(all.body().lines())
                .hasSize(5)
                .first()
                .isEqualTo(
                        "{\"id\":1,\"email\":\"homer@thesimpsons.com\",\"phoneNumber\":\"+1 888 123"
                                + " 1111\"}");
    }

    @Test
    void givesCsv() {
        Rows.add(database, "\"a,b\"@example.com", "+1 888 123 1116");

        HttpResponse<String> all = http.get("/users", "Accept", CSV);

        assertThat(all.body())
                .startsWith("id,email,phoneNumber\r\n1,homer@thesimpsons.com,+1 888 123 1111\r\n")
                .endsWith("6,\"\"\"a,b\"\"@example.com\",+1 888 123 1116\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*                                       | application/json",
                "application/*                             | application/json",
                "text/html,*/*;q=0.8                       | application/json",
                "text/csv;q=0.5, application/json          | application/json",
                "text/*                                    | text/csv;charset=UTF-8",
                "application/json;q=0.5, application/x-ndjson | application/x-ndjson;charset=UTF-8",
            })
    void givesWhatIsPreferred(String accept, String type) {
        assertThat(http.get("/users", "Accept", accept)).hasField("Content-Type", type);
    }

    @Test
    void refusesOtherFormats() {
        assertThat(http.get("/users", "Accept", "image/png")).isProblem(406);
    }

    @Test
    void headOfExportHasNoBody() {
        HttpResponse<String> head = http.send("HEAD", "/users", "", "Accept", CSV);

        assertThat(head).hasStatus(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void compressesExportWhenAsked() throws IOException {
        many(2000);

        HttpResponse<InputStream> answer =
                http.get(
                        "/users",
                        BodyHandlers.ofInputStream(),
                        "Accept",
                        NDJSON,
                        "Accept-Encoding",
                        "gzip");

        assertThat(Http.header(answer, "Content-Encoding")).isEqualTo("gzip");
        try (InputStream body = new GZIPInputStream(answer.body())) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .hasSize(2005);
        }
    }

    @Test
    void givesEachUserOnceHoweverLongTheLines() {
        database.sql(
                        """
                        insert into directory (email, phone_number)
                        select
                            'u' || n || '@example.com',
                            repeat('1', case when n between 1100 and 1120 then 20000 else 10 end)
                        from generate_series(1, 2995) as n
                        """)
                .update();

        List<String> ids =
                http.get("/users", "Accept", CSV)
                        .body()
                        .lines()
                        .skip(1)
                        .map(line -> line.split(",", 2)[0])
                        .toList();

        assertThat(ids)
                .isEqualTo(IntStream.rangeClosed(1, 3000).mapToObj(String::valueOf).toList());
    }

    private void many(int rows) {
        database.sql(
                        """
                        insert into directory (email, phone_number)
                        select 'u' || n || '@example.com', '+1 888 200 1000'
                        from generate_series(1, ?) as n
                        """)
                .param(rows)
                .update();
    }
}
