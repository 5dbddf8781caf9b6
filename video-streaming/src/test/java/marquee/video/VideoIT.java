package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "management.server.port=0")
class VideoIT {

    private static final int SIZE = 1_000_003;

    @TempDir static Path dir;

    @LocalServerPort int port;

    @DynamicPropertySource
    static void folder(DynamicPropertyRegistry registry) {
        registry.add("video.dir", () -> dir);
    }

    @BeforeAll
    static void film() throws IOException {
        OffsetFile.write(dir.resolve("film.mp4"), SIZE);
    }

    @Test
    void getSendsTheWholeVideo() throws IOException {
        RawHttp.Response response = RawHttp.once(port, "GET", "/video");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.field("Content-Type")).hasValue("video/mp4");
        assertThat(response.field("Accept-Ranges")).hasValue("bytes");
        assertThat(response.body()).isEqualTo(OffsetFile.bytes(0, SIZE));
    }

    @Test
    void rangeSendsItsBytesAlone() throws IOException {
        RawHttp.Response response =
                RawHttp.once(port, "GET", "/videos/film.mp4", "Range: bytes=1000-1999");

        assertThat(response.status()).isEqualTo(206);
        assertThat(response.field("Content-Range")).hasValue("bytes 1000-1999/" + SIZE);
        assertThat(response.body()).isEqualTo(OffsetFile.bytes(1000, 2000));
    }

    @Test
    void noByteFollowsTheHeadOfAHead() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("HEAD", "/video", "Connection: close");

            assertThat(http.receiveHead().field("Content-Length")).hasValue(Integer.toString(SIZE));
            assertThat(http.readToEnd()).isEmpty();
        }
    }

    @Test
    void rangeBehindTheEndIsRefused() throws IOException {
        RawHttp.Response response = RawHttp.once(port, "GET", "/video", "Range: bytes=99999999-");

        assertThat(response.status()).isEqualTo(416);
        assertThat(response.field("Content-Range")).hasValue("bytes */" + SIZE);
        assertThat(response.field("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void unknownVideoIsAProblem() throws IOException {
        RawHttp.Response response = RawHttp.once(port, "GET", "/videos/none.mp4");

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.field("Content-Type")).hasValue("application/problem+json");
        assertThat(response.text()).contains("There is no such video.");
    }
}
