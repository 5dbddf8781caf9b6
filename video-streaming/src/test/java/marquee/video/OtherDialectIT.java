package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import marquee.video.RawHttp.Response;
import marquee.video.problem.ProblemType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An object store of another make, Adobe's S3Mock, which checks no signature. */
class OtherDialectIT {

    private static final int SIZE = 1_000_003;

    @TempDir static Path root;

    private static Process store;
    private static S3Client client;
    private static ConfigurableApplicationContext service;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        int storePort = ObjectStore.freePort();
        store =
                ObjectStore.run(
                        storePort,
                        Path.of("target", "stores", "s3mock.jar"),
                        "--http.port=" + storePort,
                        "--server.port=0",
                        "--com.adobe.testing.s3mock.store.initialBuckets=films",
                        "--com.adobe.testing.s3mock.store.root=" + root);
        client =
                S3Client.builder()
                        .endpointOverride(URI.create("http://127.0.0.1:" + storePort))
                        .forcePathStyle(true)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("any", "any")))
                        .build();
        put("new/film.mp4", OffsetFile.bytes(0, SIZE));
        put("new/film.en.vtt", new byte[] {'W', 'E', 'B', 'V', 'T', 'T'});
        put("new/empty.mp4", new byte[0]);
        service = ObjectStore.service(storePort, "s3://films/new", "store.refresh=1h");
        port = service.getEnvironment().getRequiredProperty("local.server.port", int.class);
    }

    private static void put(String key, byte[] content) {
        client.putObject(put -> put.bucket("films").key(key), RequestBody.fromBytes(content));
    }

    @AfterAll
    static void stop() {
        service.close();
        client.close();
        store.destroyForcibly().onExit().join();
    }

    @Test
    void filmIsSentWholeAndInParts() throws IOException {
        assertThat(RawHttp.once(port, "GET", "/video").body()).isEqualTo(OffsetFile.bytes(0, SIZE));
        assertThat(RawHttp.once(port, "GET", "/video", "Range: bytes=1000-1999"))
                .isPartial("bytes 1000-1999/" + SIZE, OffsetFile.bytes(1000, 2000));
        assertThat(RawHttp.once(port, "GET", "/video", "Range: bytes=-500"))
                .isPartial(
                        "bytes %d-%d/%d".formatted(SIZE - 500, SIZE - 1, SIZE),
                        OffsetFile.bytes(SIZE - 500, SIZE));
        Response parts = RawHttp.once(port, "GET", "/video", "Range: bytes=900000-900009,0-4");
        assertThat(parts).hasStatus(206).hasField("Content-Length", "" + parts.body().length);
        assertThat(RawHttp.once(port, "GET", "/videos/empty.mp4", "Range: bytes=0-"))
                .hasStatus(200)
                .hasField("Content-Length", "0");
    }

    @Test
    void conditionsAreOurs() throws IOException {
        Response head = RawHttp.once(port, "HEAD", "/video");
        String tag = head.field("ETag").orElseThrow();

        assertThat(head).hasStatus(200).hasField("Content-Length", "" + SIZE);
        assertThat(RawHttp.once(port, "GET", "/video", "If-None-Match: " + tag)).hasStatus(304);
        assertThat(RawHttp.once(port, "GET", "/video", "If-Match: \"other\""))
                .isProblem(ProblemType.PRECONDITION_FAILED);
        assertThat(RawHttp.once(port, "GET", "/video", "Range: bytes=" + SIZE + "-"))
                .isProblem(ProblemType.RANGE_NOT_SATISFIABLE);
        assertThat(RawHttp.once(port, "GET", "/video", "Range: bytes=0-1", "If-Range: " + tag))
                .hasStatus(206);
    }

    @Test
    void filmThatWasReplacedIsSentAsItIsNow() throws IOException {
        String old = RawHttp.once(port, "HEAD", "/video").field("ETag").orElseThrow();
        put("new/film.mp4", OffsetFile.bytes(8, SIZE + 8));

        Response present = RawHttp.once(port, "GET", "/video", "Range: bytes=0-7");
        assertThat(present.body()).isEqualTo(OffsetFile.bytes(8, 16));
        assertThat(present.field("ETag").orElseThrow()).isNotEqualTo(old);

        put("new/film.mp4", OffsetFile.bytes(0, SIZE));
        assertThat(RawHttp.once(port, "GET", "/video", "Range: bytes=0-7").body())
                .isEqualTo(OffsetFile.bytes(0, 8));
    }

    @Test
    void captionsAndListComeFromIt() throws IOException {
        assertThat(RawHttp.once(port, "GET", "/videos").text())
                .contains("\"id\":\"film.mp4\"", "/videos/film.mp4/captions/en");
        assertThat(RawHttp.once(port, "GET", "/videos/film.mp4/captions/en").text())
                .isEqualTo("WEBVTT");
    }
}
