package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** How the page plays. */
@EnabledIf(value = "marquee.video.Browser#isHereOrMustBe", disabledReason = Browser.MISSING)
class PlayerIT extends BrowserAtThePage {

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
}
