package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import marquee.video.RawHttp.Response;
import marquee.video.problem.ProblemType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Viewers are sent to the object store, which checks what they bring. */
class RedirectIT {

    private static final int SIZE = 1_000_003;
    private static final String FILM = "a \u201eb\u201c.mp4";
    private static final String CAPTIONS = "a \u201eb\u201c.en.vtt";

    @TempDir static Path root;

    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private static ObjectStore store;
    private static ServiceProcess service;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        Path films = Files.createDirectories(root.resolve("films"));
        OffsetFile.write(films.resolve(FILM), SIZE);
        Files.writeString(films.resolve(CAPTIONS), "WEBVTT\n");
        ObjectStore.tag(root);
        for (Path film : List.of(films, films.resolve(FILM), films.resolve(CAPTIONS))) {
            // S3Proxy gives anybody what others of this machine may read.
            Files.setPosixFilePermissions(film, PosixFilePermissions.fromString("rwx------"));
        }
        store = ObjectStore.over(root);
        service =
                ServiceProcess.start(
                        root.resolve("log"),
                        Map.of(
                                "VIDEO_STORE", "s3://films",
                                "VIDEO_DELIVERY", "redirect",
                                "VIDEO_LINK_LIFE", "1s",
                                "ACCESS_LOG", "true",
                                "AWS_REGION", "us-east-1",
                                "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + store.port(),
                                "AWS_ACCESS_KEY_ID", ObjectStore.ACCESS_KEY,
                                "AWS_SECRET_ACCESS_KEY", ObjectStore.SECRET_KEY));
        port = service.port();
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        store.close();
    }

    @Test
    void filmIsToBeHadWithTheLinkAlone() throws Exception {
        Response sent = RawHttp.once(port, "GET", "/video", "Range: bytes=8-15");

        assertThat(sent)
                .hasStatus(307)
                .hasField("Cache-Control", "no-store")
                .hasField("Content-Length", "0");
        assertThat(sent.names())
                .containsExactlyInAnyOrder("date", "location", "cache-control", "content-length");
        HttpResponse<byte[]> film = ask("GET", link(sent));
        assertThat(film.statusCode()).isEqualTo(206);
        assertThat(film.body()).isEqualTo(OffsetFile.bytes(8, 16));
        assertThat(film.headers().firstValue("Content-Type")).hasValue("video/mp4");
        assertThat(film.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("inline; filename="));
    }

    @Test
    void headIsSentToALinkForHead() throws Exception {
        Response sent = RawHttp.once(port, "HEAD", "/video");

        assertThat(sent).hasStatus(307).hasField("Cache-Control", "no-store");
        assertThat(ask("HEAD", link(sent)).statusCode()).isIn(200, 206);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anonymous", "forged", "of another film", "expired"})
    void linkThatWasNotGivenOpensNothing(String how) throws Exception {
        String link = link(RawHttp.once(port, "GET", "/video")).toString();
        String tried =
                switch (how) {
                    case "anonymous" -> link.replaceFirst("[?].*", "");
                    case "forged" -> link.replaceFirst("Signature=....", "Signature=0000");
                    case "of another film" -> link.replaceFirst("[.]mp4", ".en.vtt");
                    default -> link;
                };
        if (how.equals("expired")) {
            await().until(() -> ask("GET", URI.create(link)).statusCode() == 403);
        }

        assertThat(ask("GET", URI.create(tried)).statusCode()).isEqualTo(403);
    }

    @Test
    void captionsPageAndErrorsAreTheServicesOwn() throws Exception {
        assertThat(
                        RawHttp.once(port, "GET", "/videos/a%20%E2%80%9Eb%E2%80%9C.mp4/captions/en")
                                .text())
                .isEqualTo("WEBVTT\n");
        assertThat(RawHttp.once(port, "GET", "/videos/none.mp4"))
                .isProblem(ProblemType.VIDEO_NOT_FOUND);
        assertThat(RawHttp.once(port, "GET", "/").field("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy)
                                .contains(
                                        "media-src 'self' http://127.0.0.1:" + store.port() + ";"));
    }

    @Test
    void linkIsInNoLog() throws Exception {
        URI link = link(RawHttp.once(port, "GET", "/video"));
        await().until(() -> service.log().contains("GET /video 307"));

        assertThat(service.log())
                .doesNotContain("X-Amz-", ObjectStore.SECRET_KEY, link.getRawQuery())
                .contains("AWS_SECRET_ACCESS_KEY=***");
    }

    private static URI link(Response sent) {
        return URI.create(sent.field("Location").orElseThrow());
    }

    private static HttpResponse<byte[]> ask(String method, URI link) throws Exception {
        return BROWSER.send(
                HttpRequest.newBuilder(link)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header("Range", "bytes=8-15")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }
}
