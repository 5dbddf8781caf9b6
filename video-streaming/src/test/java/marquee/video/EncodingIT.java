package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process whose encoding is not UTF-8, as where no locale is set. */
class EncodingIT {

    @TempDir Path dir;

    @Test
    void namesThatTheEncodingDoesNotHaveAreMissedAloudAtTheStart() throws IOException {
        Files.writeString(dir.resolve("film.mp4"), "film");
        Files.writeString(dir.resolve("Ärger.mp4"), "film");
        Files.writeString(dir.resolve("日本語.mp4"), "film");

        assertThat(startedWith("C"))
                .filteredOn(line -> line.contains(" WARN "))
                .singleElement()
                .asString()
                .contains("2 files have names that are no text in ", "LC_ALL=C.UTF-8");
        assertThat(startedWith("C.UTF-8")).noneMatch(line -> line.contains(" WARN "));
    }

    /** What it says from its start to the end of it. */
    private List<String> startedWith(String locale) throws IOException {
        ProcessBuilder start =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        VideoStreamingApplication.class.getName());
        start.environment().put("LC_ALL", locale);
        start.environment().put("PORT", "0");
        start.environment().put("MANAGEMENT_PORT", "0");
        start.environment().put("VIDEO_DIR", dir.toString());
        start.redirectErrorStream(true);
        Process service = start.start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = service.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.contains("videos in the video folder")) {
                    service.toHandle().destroy(); // and on to its last line
                }
            }
        } finally {
            service.destroyForcibly();
        }
        assertThat(lines).anyMatch(line -> line.contains("videos in the video folder"));
        return lines;
    }
}
