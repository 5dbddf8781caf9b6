package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page lists, and how it looks. */
@EnabledIf(value = "marquee.video.Browser#isHereOrMustBe", disabledReason = Browser.MISSING)
class PageIT extends BrowserAtThePage {

    @Test
    void listsTheLibrary() {
        openPage();
        assertThat(browser.value("[...document.querySelectorAll('.name')].map(e => e.textContent)"))
                .asInstanceOf(list(String.class))
                .hasSize(3)
                .contains("Marquee");
        assertThat(
                        browser.text(
                                CARD.formatted("marquee.mp4")
                                        + ".querySelector('.length').textContent"))
                .isEqualTo("0:15");
        assertThat(browser.textOf("count")).isEqualTo("3 videos");
    }

    @Test
    void eachCardShowsAStillExceptOfABrokenFile() {
        openPage();
        browser.awaitTrue("document.querySelectorAll('.card canvas').length === 2");

        assertThat(browser.value("!" + CARD.formatted("torn.mp4") + ".querySelector('canvas')"))
                .isEqualTo(true);
    }

    @Test
    void anEmptyLibraryTellsHowToFillIt(@TempDir Path aside) throws IOException {
        for (Path file : files(dir)) Files.move(file, aside.resolve(file.getFileName()));
        try {
            browser.go(page(""));
            browser.awaitShown("empty");
            assertThat(browser.textOf("empty")).contains("VIDEO_DIR", "mp4");
        } finally {
            for (Path file : files(aside)) Files.move(file, dir.resolve(file.getFileName()));
        }

        browser.run("document.querySelector('#empty button').click()");

        browser.awaitTrue(
                "document.getElementById('empty').hidden && document.querySelectorAll('.card').length === 3");
    }

    @Test
    void aLibraryThatDoesNotAnswerCanBeAskedAgain() {
        openPage();
        browser.run("window.ask = fetch; window.fetch = () => Promise.reject(new Error('gone'))");
        browser.run("document.querySelector('#empty button').click()");
        browser.awaitShown("unreachable");

        browser.run(
                "window.fetch = window.ask; document.querySelector('#unreachable button').click()");

        browser.awaitHidden("unreachable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void nothingStandsInTheWayOfAnyone(String scheme) throws IOException {
        browser.prefer(scheme);
        openAt("marquee.mp4&t=3");
        browser.run("video.pause()");
        try (InputStream axe =
                Objects.requireNonNull(PageIT.class.getResourceAsStream("/axe.min.js"))) {
            browser.run(
                    new String(axe.readAllBytes(), StandardCharsets.UTF_8) + "; window.axe = axe");
        }

        browser.run("axe.run({preload: false}).then(found => (window.found = found))");

        browser.awaitTrue("window.found");
        assertThat(browser.number("found.passes.length")).isGreaterThan(20);
        assertThat(
                        browser.value(
                                "found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(', '))"))
                .isEqualTo(List.of());
    }

    /** Paints the pictures of the documentation: mvn verify -Dit.test=PageIT -Dpictures=../docs. */
    @ParameterizedTest
    @EnabledIfSystemProperty(named = "pictures", matches = ".+")
    @CsvSource({
        "page-desktop.png, light, 1200, 780",
        "page-desktop-dark.png, dark, 1200, 780",
        "page-phone.png, dark, 390, 844"
    })
    void isPainted(String file, String scheme, int width, int height) throws IOException {
        Path folder = Files.createDirectories(Path.of(System.getProperty("pictures", "")));
        browser.prefer(scheme);
        browser.go(page("#marquee.mp4&t=7"));
        browser.awaitTrue("document.querySelectorAll('.card canvas').length === 2");
        browser.run("video.play()");
        browser.awaitTrue("video.currentTime > 7.2");
        browser.run("video.pause()");
        browser.press("c");
        browser.awaitTrue("[...video.textTracks].some(t => t.activeCues?.length)");
        browser.awaitHidden("toast");
        browser.paint(width, height, folder.resolve(file));
    }
}
