package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The page in a real browser, with the sample video: its bulb number i is lit from second i on. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "management.server.port=0")
@DirtiesContext // each class has a folder of its own
abstract class BrowserAtThePage {

    private static final Path SAMPLES = Path.of("../videos");
    private static final int GAP = 48 << 20;
    static final String CARD = "document.querySelector('a[data-id=\"%s\"]')";

    @TempDir static Path dir;

    static Browser browser;

    @LocalServerPort int port;

    @DynamicPropertySource
    static void folder(DynamicPropertyRegistry registry) {
        registry.add("video.dir", () -> dir);
    }

    @BeforeAll
    static void openLibrary() throws IOException {
        browser = Browser.open();
        for (String name : List.of("marquee.mp4", "marquee.en.vtt", "marquee.de.vtt")) {
            Files.copy(SAMPLES.resolve(name), dir.resolve(name));
        }
        SampleVideo.stretch(
                SAMPLES.resolve("marquee.mp4"), dir.resolve("long & winding #1.mp4"), GAP);
        Files.writeString(dir.resolve("torn.mp4"), "no video at all");
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) browser.close();
    }

    @BeforeEach
    void forget() {
        browser.forget(page(""));
    }

    @AfterEach
    void consoleIsClean() {
        assertThat(browser.complaints()).isEmpty();
    }

    final void openPage() {
        browser.go(page(""));
        browser.awaitTrue("document.querySelectorAll('.card').length === 3");
    }

    final void openAt(String moment) {
        browser.go(page("#" + moment));
        browser.awaitTrue("video.readyState >= 3 && !video.seeking");
    }

    final int litBulbs() {
        return (int) browser.number(SampleVideo.LIT_BULBS);
    }

    final void click(String id) {
        browser.run(CARD.formatted(id) + ".click()");
    }

    final String page(String fragment) {
        return "http://127.0.0.1:" + port + "/" + fragment;
    }

    static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
