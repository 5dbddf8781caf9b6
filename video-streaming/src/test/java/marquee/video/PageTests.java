package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class PageTests {

    private final WebTestClient client;

    PageTests() throws IOException {
        client = WebTestClient.bindToRouterFunction(new Page().pageFiles()).build();
    }

    @ParameterizedTest
    @CsvSource({
        "/index.html, text/html",
        "/page/page.css, text/css",
        "/page/page.js, text/javascript",
        "/page/favicon.svg, image/svg+xml"
    })
    void filesAreKnownByTheirContent(String path, String type) {
        HttpHeaders answer = get(path);

        assertThat(answer.getFirst("Cache-Control")).isEqualTo("no-cache");
        assertThat(answer.getContentType()).isEqualTo(MediaType.parseMediaType(type));
        assertThat(answer.getFirst("Last-Modified")).isNull();
        String tag = Objects.requireNonNull(answer.getETag());
        client.get()
                .uri(path)
                .header("If-None-Match", tag)
                .exchange()
                .expectStatus()
                .isNotModified();
    }

    @Test
    void thePageMayLoadNothingButItsOwn() {
        HttpHeaders answer = get("/");

        assertThat(answer.getContentType()).isEqualTo(MediaType.TEXT_HTML);
        assertThat(answer.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.getFirst("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.getFirst("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .doesNotContain("unsafe");
    }

    private HttpHeaders get(String path) {
        return client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseHeaders();
    }
}
