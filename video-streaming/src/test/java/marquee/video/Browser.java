package marquee.video;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The Chromium of this machine, without a window. */
final class Browser implements AutoCloseable {

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static final String MISSING =
            "The page is not tested: chromium and chromedriver are expected on the PATH"
                    + " (Debian: apt-get install chromium chromium-driver).";

    /** Where there is none, the tests are skipped, and counted as such; CI must have it. */
    static boolean isHereOrMustBe() {
        boolean here = chromium() != null && chromedriver() != null;
        if (!here) {
            System.out.println(MISSING);
        }
        return here || "true".equals(System.getenv("CI"));
    }

    private static @Nullable Path chromium() {
        return find("chromium", "chromium-browser", "google-chrome");
    }

    private static @Nullable Path chromedriver() {
        return find("chromedriver");
    }

    static Browser open() throws IOException {
        Path chromium = Objects.requireNonNull(chromium(), MISSING);
        Path chromedriver = Objects.requireNonNull(chromedriver(), MISSING);
        Path profile = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "chromium-");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--mute-audio",
                "--lang=en",
                "--window-size=1200,800",
                "--autoplay-policy=no-user-gesture-required",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        return new Browser(
                new ChromeDriver(
                        new ChromeDriverService.Builder()
                                .usingDriverExecutable(chromedriver.toFile())
                                .usingAnyFreePort()
                                .withSilent(true)
                                .build(),
                        options));
    }

    private static @Nullable Path find(String... names) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin");
        return Stream.of(names)
                .flatMap(name ->
                        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                                .splitAsStream(path)
                                .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /** Loads an address anew, also when it differs from the last one by its fragment alone. */
    void go(String address) {
        driver.get("about:blank");
        driver.get(address);
    }

    /** Makes the browser forget what a site stored in it. */
    void forget(String site) {
        driver.get("about:blank");
        driver.executeCdpCommand(
                "Storage.clearDataForOrigin",
                Map.of("origin", site, "storageTypes", "local_storage"));
    }

    void back() {
        driver.navigate().back();
    }

    void forward() {
        driver.navigate().forward();
    }

    /** The value of a JavaScript expression, which is never null. */
    Object value(String expression, Object... arguments) {
        return requireNonNull(driver.executeScript("return " + expression, arguments), expression);
    }

    double number(String expression) {
        return ((Number) value(expression)).doubleValue();
    }

    String text(String expression) {
        return value(expression).toString();
    }

    String textOf(String id) {
        return text("document.getElementById('" + id + "').innerText");
    }

    void awaitShown(String id) {
        awaitTrue("!document.getElementById('" + id + "').hidden");
    }

    void awaitHidden(String id) {
        awaitTrue("document.getElementById('" + id + "').hidden");
    }

    void run(String script, Object... arguments) {
        driver.executeScript(script, arguments);
    }

    /** Waits until a JavaScript expression is true. */
    void awaitTrue(String expression) {
        await(expression)
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        Boolean.TRUE.equals(driver.executeScript("return !!(" + expression + ")")));
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void prefer(String scheme) {
        Map<String, Object> dark = Map.of("name", "prefers-color-scheme", "value", scheme);
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(dark)));
    }

    /** Writes what a window of this size shows to a PNG file. */
    void paint(int width, int height, Path file) throws IOException {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width < 600));
        driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
        awaitTrue("innerWidth === " + width);
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /** What the browser's own log complains of since it was last asked. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The events of the network since it was last asked, as JSON. */
    List<String> network() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network."))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
