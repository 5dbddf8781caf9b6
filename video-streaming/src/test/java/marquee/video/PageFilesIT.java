package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import marquee.video.RawHttp.Response;
import marquee.video.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@RunningService
class PageFilesIT {

    @LocalServerPort int port;

    @ParameterizedTest
    @CsvSource({
        "/index.html, text/html",
        "/page/page.css, text/css",
        "/page/page.js, text/javascript",
        "/page/favicon.svg, image/svg+xml"
    })
    void filesAreKnownByTheirContent(String path, String type) throws IOException {
        Response answer = RawHttp.once(port, "GET", path);

        assertThat(answer)
                .hasStatus(200)
                .hasField("Cache-Control", "no-cache")
                .hasField("Content-Type", type)
                .hasField("Content-Length", "" + answer.body().length);
        assertThat(answer.field("Last-Modified")).isEmpty();
        String tag = answer.field("ETag").orElseThrow();
        assertThat(RawHttp.once(port, "GET", path, "If-None-Match: " + tag))
                .hasStatus(304)
                .hasField("ETag", tag);
        assertThat(RawHttp.once(port, "GET", path, "If-Match: \"other\""))
                .isProblem(ProblemType.PRECONDITION_FAILED);
        assertThat(RawHttp.once(port, "HEAD", path).field("Content-Length"))
                .isEqualTo(answer.field("Content-Length"));
    }

    @Test
    void thePageMayLoadNothingButItsOwn() throws IOException {
        Response answer = RawHttp.once(port, "GET", "/");

        assertThat(answer)
                .hasStatus(200)
                .hasField("Content-Type", "text/html")
                .hasField("X-Content-Type-Options", "nosniff")
                .hasField("Referrer-Policy", "no-referrer");
        assertThat(answer.field("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .doesNotContain("unsafe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page/none.js", "/page/", "/page", "/page/../index.html", "/index"})
    void nothingElseIsThere(String path) throws IOException {
        assertThat(RawHttp.once(port, "GET", path)).isProblem(ProblemType.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/page/page.js"})
    void thePageCanBeReadAndNothingElse(String path) throws IOException {
        assertThat(RawHttp.once(port, "POST", path, "Content-Length: 0"))
                .isProblem(ProblemType.METHOD_NOT_ALLOWED)
                .hasField("Allow", "GET, HEAD, OPTIONS");
        assertThat(RawHttp.once(port, "OPTIONS", path))
                .hasStatus(204)
                .hasField("Allow", "GET, HEAD, OPTIONS");
    }
}
