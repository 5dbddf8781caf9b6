package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import marquee.video.RawHttp.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** How long others may keep the bytes is the operator's choice; an error is nobody's to keep. */
@RunningService
@TestPropertySource(properties = "VIDEO_CACHE_CONTROL=public, max-age=3600")
class CacheControlIT {

    private static final String CHOSEN = "public, max-age=3600";

    @LocalServerPort int port;

    @ParameterizedTest
    @CsvSource({
        "GET, A: b, 200",
        "HEAD, A: b, 200",
        "GET, Range: bytes=0-9, 206",
        "GET, 'Range: bytes=0-9,20-29', 206",
        "GET, If-None-Match: *, 304",
        "HEAD, If-None-Match: *, 304"
    })
    void videoCarriesTheChosenCacheControl(String method, String field, int status)
            throws IOException {
        Response response = RawHttp.once(port, method, "/video", field);

        assertThat(response).hasStatus(status).hasField("Cache-Control", CHOSEN);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /video, If-Match: \"x\", 412",
        "GET, /video, Range: bytes=99999999-, 416",
        "GET, /videos/none.mp4, A: b, 404",
        "HEAD, /videos/none.mp4, A: b, 404",
        "POST, /video, Content-Length: 0, 405",
        "GET, /videos/a%2fb.mp4, A: b, 400"
    })
    void errorCarriesNone(String method, String target, String field, int status)
            throws IOException {
        Response response = RawHttp.once(port, method, target, field);

        assertThat(response).hasStatus(status);
        assertThat(response.field("Cache-Control")).isEmpty();
    }
}
