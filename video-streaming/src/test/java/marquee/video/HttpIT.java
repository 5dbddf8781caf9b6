package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import marquee.video.RawHttp.Response;
import marquee.video.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

@RunningService
class HttpIT {

    private static final int SIZE = RunningService.Folder.FILM;

    @LocalServerPort int port;
    @LocalManagementPort int managementPort;

    @Value("${video.dir}")
    Path folder;

    @Test
    void wholeVideoCarriesEveryFieldOnce() throws IOException {
        Response response = RawHttp.once(port, "GET", "/video");

        assertThat(response.names())
                .containsExactlyInAnyOrder(
                        "date",
                        "content-type",
                        "content-length",
                        "accept-ranges",
                        "etag",
                        "last-modified",
                        "cache-control",
                        "content-disposition",
                        "x-content-type-options");
        assertThat(response.field("ETag").orElseThrow()).matches(entityTag());
        assertThat(response)
                .hasField("Cache-Control", "no-cache")
                .hasField("X-Content-Type-Options", "nosniff")
                .hasField(
                        "Content-Disposition",
                        "inline; filename=\"film.mp4\"; filename*=UTF-8''film.mp4");
    }

    @Test
    void headIsTheHeadOfGetAndNoByteFollows() throws IOException {
        Response get = RawHttp.once(port, "GET", "/video", "Connection: close");
        try (RawHttp http = new RawHttp(port)) {
            http.send("HEAD", "/video", "Range: bytes=0-9", "Connection: close");
            Response head = http.receiveHead();

            assertThat(head).hasStatus(200);
            assertThat(head.names()).containsExactlyElementsOf(get.names());
            assertThat(head).hasField("Content-Length", "" + SIZE);
            assertThat(head.field("ETag")).isEqualTo(get.field("ETag"));
            assertThat(http.readToEnd()).isEmpty();
        }
    }

    @Test
    void notModifiedCarriesItsValidatorAndNoMetadata() throws IOException {
        String tag = RawHttp.once(port, "HEAD", "/video").field("ETag").orElseThrow();
        Response response =
                RawHttp.once(port, "GET", "/video", "If-None-Match: " + tag, "Range: bytes=0-9");

        assertThat(response).hasStatus(304);
        assertThat(response.names()).containsExactlyInAnyOrder("date", "etag", "cache-control");
        assertThat(response).hasField("ETag", tag);
    }

    @Test
    void failedPreconditionIsAProblemAndNothingOfTheVideo() throws IOException {
        Response response = RawHttp.once(port, "GET", "/video", "If-Match: \"other\"");

        assertThat(response).isProblem(412);
        assertThat(response.names())
                .containsExactlyInAnyOrder("date", "content-type", "content-length");
    }

    @Test
    void conditionsMayComeInSeveralLines() throws IOException {
        String tag = RawHttp.once(port, "HEAD", "/video").field("ETag").orElseThrow();

        assertThat(
                        RawHttp.once(
                                port,
                                "GET",
                                "/video",
                                "If-None-Match: \"a\"",
                                "if-none-match: W/" + tag))
                .hasStatus(304);
        assertThat(RawHttp.once(port, "HEAD", "/video", "If-Match: \"a\"", "If-Match: " + tag))
                .hasStatus(200);
    }

    @Test
    void resumedDownloadIsNotSplicedFromTwoVersions() throws IOException {
        Path file = OffsetFile.write(folder.resolve("resumed.mp4"), 5000);
        ObjectStore.tag(folder);
        Response first = RawHttp.once(port, "GET", "/videos/resumed.mp4", "Range: bytes=0-99");
        String tag = "If-Range: " + first.field("ETag").orElseThrow();
        String date = "If-Range: " + first.field("Last-Modified").orElseThrow();
        String rest = "Range: bytes=100-";

        assertThat(RawHttp.once(port, "GET", "/videos/resumed.mp4", tag, rest)).hasStatus(206);
        assertThat(RawHttp.once(port, "GET", "/videos/resumed.mp4", date, rest)).hasStatus(206);

        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        ObjectStore.tag(folder);

        assertThat(RawHttp.once(port, "GET", "/videos/resumed.mp4", tag, rest)).hasStatus(200);
        assertThat(RawHttp.once(port, "GET", "/videos/resumed.mp4", date, rest)).hasStatus(200);
    }

    @Test
    void lastModifiedIsNeverLaterThanTheMessage() throws IOException {
        Path file = OffsetFile.write(folder.resolve("future.mp4"), 10);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(86_400)));
        ObjectStore.tag(folder);

        Response response = RawHttp.once(port, "GET", "/videos/future.mp4");

        assertThat(response.field("Last-Modified")).isEqualTo(response.field("Date"));
    }

    @Test
    void fileNameOfAnyCharactersIsDisposedInline() throws IOException {
        OffsetFile.write(folder.resolve("a \u201eb\u201c 100%.mp4"), 10);
        ObjectStore.tag(folder);

        Response response =
                RawHttp.once(port, "GET", "/videos/a%20%E2%80%9Eb%E2%80%9C%20100%25.mp4");

        assertThat(response)
                .hasStatus(200)
                .hasField(
                        "Content-Disposition",
                        "inline; filename=\"a _b_ 100_.mp4\";"
                                + " filename*=UTF-8''a%20%E2%80%9Eb%E2%80%9C%20100%25.mp4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/video", "/videos/film.mp4"})
    void optionsNamesTheMethods(String target) throws IOException {
        Response response = RawHttp.once(port, "OPTIONS", target);

        assertThat(response).hasStatus(204).hasField("Allow", "GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "BREW"})
    void anyOtherMethodIsNotAllowed(String method) throws IOException {
        Response response = RawHttp.once(port, method, "/video", "Content-Length: 0");

        assertThat(response)
                .isProblem(ProblemType.METHOD_NOT_ALLOWED)
                .hasField("Allow", "GET, HEAD, OPTIONS");
    }

    @Test
    void connectionStaysOpenAfterEveryStatus() throws IOException {
        String tag = RawHttp.once(port, "HEAD", "/video").field("ETag").orElseThrow();
        try (RawHttp http = new RawHttp(port)) {
            for (String[] exchange : exchanges(tag)) {
                http.send(exchange[1], exchange[2], exchange[3]);
                Response response = http.receive(exchange[1]);
                assertThat(response).as(exchange[0]).hasStatus(Integer.valueOf(exchange[0]));
                assertThat(response.field("Connection")).as(exchange[0]).isEmpty();
                assertThat(response.field("Transfer-Encoding")).as(exchange[0]).isEmpty();
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        String tag = RawHttp.once(port, "HEAD", "/video").field("ETag").orElseThrow();
        try (RawHttp http = new RawHttp(port)) {
            StringBuilder requests = new StringBuilder();
            for (String[] exchange : exchanges(tag)) {
                requests.append(
                        "%s %s HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n"
                                .formatted(exchange[1], exchange[2], exchange[3]));
            }
            http.send(requests.toString());
            for (String[] exchange : exchanges(tag)) {
                Response response = http.receive(exchange[1]);
                assertThat(response).as(exchange[0]).hasStatus(Integer.valueOf(exchange[0]));
                if (response.status() == 206 && exchange[3].equals("Range: bytes=5-9")) {
                    assertThat(response.body()).isEqualTo(OffsetFile.bytes(5, 10));
                }
            }
        }
    }

    private static List<String[]> exchanges(String tag) {
        return List.of(
                new String[] {"200", "GET", "/video", "A: b"},
                new String[] {"206", "GET", "/video", "Range: bytes=5-9"},
                new String[] {"200", "HEAD", "/video", "Range: bytes=5-9"},
                new String[] {"206", "GET", "/video", "Range: bytes=5-9,20-29"},
                new String[] {"304", "GET", "/video", "If-None-Match: " + tag},
                new String[] {"206", "GET", "/videos/film.mp4", "Range: bytes=5-9"},
                new String[] {"404", "GET", "/videos/none.mp4", "Range: bytes=5-9"},
                new String[] {"404", "HEAD", "/videos/none.mp4", "A: b"},
                new String[] {"405", "POST", "/video", "Content-Length: 0"},
                new String[] {"412", "GET", "/video", "If-Match: \"x\""},
                new String[] {"412", "HEAD", "/video", "If-Match: \"x\""},
                new String[] {"416", "GET", "/video", "Range: bytes=99999999-"},
                new String[] {"204", "OPTIONS", "/video", "A: b"},
                new String[] {"200", "GET", "/video", "Range: bytes=+1-9"});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*/*", "video/mp4", "video/webm,video/*;q=0.9", "text/html", "image/png"})
    void errorIsAProblemWhateverIsAccepted(String accept) throws IOException {
        for (String range : List.of("Range: bytes=99999999-", "If-Match: \"x\"")) {
            Response response = RawHttp.once(port, "GET", "/video", range, "Accept: " + accept);

            assertThat(response).hasField("Content-Type", "application/problem+json");
            assertThat(response.status()).isIn(412, 416);
        }
        assertThat(RawHttp.once(port, "GET", "/videos/none.mp4", "Accept: " + accept))
                .hasField("Content-Type", "application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /videos/a%2fb.mp4 HTTP/1.1, 400",
        "GET /videos/a\\b.mp4 HTTP/1.1, 400",
        "GET /videos/[.mp4 HTTP/1.1, 400",
        "GET /videos/a%00.mp4 HTTP/1.1, 400",
        "GET /videos/%zz.mp4 HTTP/1.1, 400",
        "GET /video;a=%zz HTTP/1.1, 400",
        "GET /video HTTP/9.9, 505",
        "G@T /video HTTP/1.1, 400",
        "GET /error HTTP/1.1, 404",
        "GET /nothing HTTP/1.1, 404"
    })
    void errorOfEveryLayerIsAProblem(String requestLine, int status) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send(requestLine + "\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(http.receive("GET")).isProblem(status);
        }
    }

    @ParameterizedTest
    @CsvSource({"/[, 400", "/actuator/health;a=%zz, 400", "/videos, 404", "/actuator/nothing, 404"})
    void managementSaysItsErrorsTheSameWay(String target, int status) throws IOException {
        assertThat(RawHttp.once(managementPort, "GET", target)).isProblem(status);
    }

    @Test
    void tooLongHeaderIsAProblem() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("GET /video HTTP/1.1\r\nHost: x\r\nA: " + "b".repeat(100 * 1024));
            assertThat(http.receive("GET")).isProblem(400);
        }
    }

    @Test
    void requestWithoutAHostIsAProblem() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("GET /video HTTP/1.1\r\n\r\n");
            assertThat(http.receive("GET")).isProblem(400);
        }
    }

    /** What an entity tag of this store looks like. */
    String entityTag() {
        return "\"[A-Za-z0-9_-]{22}\"";
    }
}
