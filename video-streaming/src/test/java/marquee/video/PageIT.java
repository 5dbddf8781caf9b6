package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The page in a real browser, with the sample video: its bulb number i is lit from second i on. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "management.server.port=0")
class PageIT {

    private static final Path SAMPLES = Path.of("../videos");
    private static final int GAP = 48 << 20;
    private static final String CARD = "document.querySelector('a[data-id=\"%s\"]')";
    @TempDir static Path dir;

    private static Browser browser;

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
    void aVideoPlays() {
        openPage();
        click("marquee.mp4");

        browser.awaitTrue("video.currentTime > 1.2 && !video.paused");
        browser.run("video.pause()");
        assertThat(litBulbs()).isCloseTo((int) browser.number("video.currentTime"), within(1));
    }

    @Test
    void aSeekTo80PercentAsksForItsBytesAndShowsItsPicture() {
        openPage();
        click("long & winding #1.mp4");
        browser.awaitTrue("video.readyState >= 3 && !video.paused");
        browser.run("video.pause()");
        browser.network();

        browser.press("8");
        browser.awaitTrue(
                "!video.seeking && video.readyState >= 2 && video.currentTime === video.duration * 0.8");

        assertThat(litBulbs()).isEqualTo(12);
        assertThat(browser.network())
                .anySatisfy(event ->
                        assertThat(event)
                                .contains("Network.responseReceived\"", "\"status\":206")
                                .containsPattern(
                                        "(?i)\"Content-Range\":\"bytes (4[89]|5\\d)\\d{6}-"));
    }

    @Test
    void captionsShow() {
        openAt("marquee.mp4&t=7");

        browser.press("c");

        browser.awaitTrue(
                "[...video.textTracks].some(t => t.language === 'en' && t.mode === 'showing' && t.activeCues?.length)");
        assertThat(browser.text("document.getElementById('captions').selectedOptions[0].label"))
                .isEqualTo("English");
        browser.press("c");
        browser.awaitTrue("[...video.textTracks].every(t => t.mode === 'disabled')");
    }

    @Test
    void goesOnWhereOneStopped() {
        openAt("marquee.mp4&t=9");
        browser.run("video.pause()");
        browser.press(Keys.ESCAPE);
        browser.awaitTrue("!" + CARD.formatted("marquee.mp4") + ".querySelector('.seen').hidden");
        assertThat(browser.text("document.activeElement.dataset.id")).isEqualTo("marquee.mp4");

        openPage();
        click("marquee.mp4");

        browser.awaitTrue("video.readyState >= 2 && !video.seeking");
        assertThat(browser.number("video.currentTime")).isBetween(9.0, 12.0);
    }

    @Test
    void forgetsAVideoSeenToItsEnd() {
        browser.go(page("#marquee.mp4&t=9"));
        browser.awaitTrue(
                "video.readyState >= 3 && localStorage['marquee.positions']?.includes('marquee.mp4')");

        browser.run("video.currentTime = 14.7; video.play()");

        browser.awaitTrue(
                "video.ended && !localStorage['marquee.positions'].includes('marquee.mp4')");
    }

    @ParameterizedTest
    @CsvSource({"t=12, 12", "t=4.5, 4.5", "t=0m6s, 6"})
    void aLinkOpensAtItsMoment(String moment, double second) {
        openAt("marquee.mp4&" + moment);

        assertThat(browser.number("video.currentTime")).isEqualTo(second);
        assertThat(litBulbs()).isEqualTo((int) second);
    }

    @Test
    void theCopiedLinkNamesTheMoment() {
        openAt("long%20%26%20winding%20%231.mp4&t=12");
        browser.run(
                "video.pause(); navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve() }");

        browser.run("document.getElementById('copy').click()");

        browser.awaitTrue("document.getElementById('status').textContent.includes('copied')");
        assertThat(browser.text("window.copied"))
                .matches(".*/#long%20%26%20winding%20%231\\.mp4&t=1[23]");
    }

    @Test
    void backAndForwardCloseAndOpenThePlayer() {
        openPage();
        click("marquee.mp4");
        browser.awaitShown("watch");

        browser.back();
        browser.awaitHidden("watch");
        browser.forward();
        browser.awaitTrue(
                "!document.getElementById('watch').hidden && document.title === 'Marquee – Marquee'");
    }

    @Test
    void theKeyboardDrivesThePlayer() {
        openAt("marquee.mp4&t=2");

        browser.press("k");
        browser.awaitTrue("!video.paused");
        browser.press("k");
        browser.awaitTrue("video.paused");
        browser.press("5");
        browser.awaitTrue("video.currentTime === 7.5");
        browser.press(Keys.ARROW_RIGHT);
        browser.awaitTrue("video.currentTime === 12.5");
        browser.press("j");
        browser.awaitTrue("video.currentTime === 2.5");
        browser.press("l");
        browser.awaitTrue("video.currentTime === 12.5");
        browser.press(Keys.HOME);
        browser.awaitTrue("video.currentTime === 0");
        browser.press(Keys.ARROW_DOWN);
        browser.awaitTrue("video.volume === 0.95");
        browser.press("m");
        browser.awaitTrue("video.muted");
        browser.press(">");
        browser.awaitTrue("video.playbackRate === 1.25");
        browser.press("f");
        browser.awaitTrue("document.fullscreenElement?.id === 'stage'");
        browser.press("f");
        browser.awaitTrue("!document.fullscreenElement");
        browser.press("?");
        browser.awaitTrue("document.getElementById('help').open");
        browser.press(Keys.ESCAPE);
        browser.awaitTrue("!document.getElementById('help').open");
        browser.press(" ");
        browser.awaitTrue("!video.paused");
    }

    @Test
    void aBrokenFileSaysSo() {
        openPage();
        click("torn.mp4");

        browser.awaitShown("failure");
        assertThat(browser.textOf("failure-text")).contains("cannot play this file");
        assertThat(browser.text("document.getElementById('download').pathname"))
                .isEqualTo("/videos/torn.mp4");
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

    private void openPage() {
        browser.go(page(""));
        browser.awaitTrue("document.querySelectorAll('.card').length === 3");
    }

    private void openAt(String moment) {
        browser.go(page("#" + moment));
        browser.awaitTrue("video.readyState >= 3 && !video.seeking");
    }

    private int litBulbs() {
        return (int) browser.number(SampleVideo.LIT_BULBS);
    }

    private void click(String id) {
        browser.run(CARD.formatted(id) + ".click()");
    }

    private String page(String fragment) {
        return "http://127.0.0.1:" + port + "/" + fragment;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
