package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.junit.jupiter.web.SpringJUnitWebConfig;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

@SpringJUnitWebConfig(PageTests.PageAlone.class)
class PageTests {

    @EnableWebMvc
    @Import(Page.class)
    static class PageAlone {}

    private final MockMvcTester mvc;

    PageTests(@Autowired WebApplicationContext context) {
        mvc = MockMvcTester.from(context);
    }

    @ParameterizedTest
    @CsvSource({
        "/index.html, text/html",
        "/page/page.css, text/css",
        "/page/page.js, text/javascript",
        "/page/favicon.svg, image/svg+xml"
    })
    void filesAreKnownByTheirContent(String path, String type) {
        MvcTestResult answer = mvc.get().uri(path).exchange();

        assertThat(answer).hasStatusOk().hasHeader("Cache-Control", "no-cache");
        assertThat(answer).contentType().isCompatibleWith(type);
        assertThat(answer.getResponse().getHeader("Last-Modified")).isNull();
        String tag = Objects.requireNonNull(answer.getResponse().getHeader("ETag"));
        assertThat(mvc.get().uri(path).header("If-None-Match", tag)).hasStatus(304);
    }

    @Test
    void thePageMayLoadNothingButItsOwn() {
        MvcTestResult answer = mvc.get().uri("/").exchange();

        assertThat(answer)
                .hasStatusOk()
                .hasForwardedUrl("/index.html")
                .hasHeader("X-Content-Type-Options", "nosniff")
                .hasHeader("Referrer-Policy", "no-referrer");
        assertThat(answer.getResponse().getHeader("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .doesNotContain("unsafe");
    }
}
