package marquee.video.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import marquee.video.VideoStreamingApplication;
import marquee.video.delivery.FileState;
import marquee.video.delivery.OpenFiles;
import marquee.video.metadata.Mp4File;
import marquee.video.start.UnusableVariableException;
import marquee.video.wire.DiskThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class VideosTests {

    private static final FileState NO_STATE = new FileState(null, 0, Instant.EPOCH);

    @TempDir Path dir;

    private final DiskThreads disks = new DiskThreads();
    private final OpenFiles files = new OpenFiles(disks);

    @AfterEach
    void stop() {
        disks.close();
    }

    @Test
    void firstByNameIsFeatured() throws IOException {
        Files.createFile(dir.resolve("part 10.mp4"));
        Files.createFile(dir.resolve("Part 9.webm"));
        Files.createDirectory(dir.resolve("part 1.mp4"));
        Files.createFile(dir.resolve("a.txt"));

        assertThat(videos("").featured()).map(Video::id).hasValue("Part 9.webm");
    }

    @Test
    void namedVideoIsFeatured() throws IOException {
        Files.createFile(dir.resolve("a.mp4"));
        Files.createFile(dir.resolve("b.mp4"));

        assertThat(videos("b.mp4").featured()).map(Video::id).hasValue("b.mp4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none.mp4", "../a.mp4", "a.txt", "/etc/passwd"})
    void nothingElseIsFeaturedInPlaceOfTheNamedVideo(String named) throws IOException {
        Files.createFile(dir.resolve("a.mp4"));
        Videos videos = videos(named);

        assertThat(videos.featured()).isEmpty();
        assertThat(videos.howToFeature())
                .isEqualTo(
                        "VIDEO_DEFAULT names \"%s\", which is not in the video folder."
                                .formatted(named));
    }

    @Test
    void oneLookIsEnoughForAllWhoHadAskedBefore() throws IOException {
        Files.createFile(dir.resolve("a.mp4"));
        Videos videos = videos("");
        long asked = System.nanoTime();
        Video found = videos.find("a.mp4", asked).orElseThrow();

        assertThat(videos.find("a.mp4", asked)).containsSame(found);

        Files.delete(dir.resolve("a.mp4"));
        assertThat(videos.find("a.mp4", System.nanoTime())).isEmpty();
    }

    @Test
    void looksAtManyNamesAreNotMistakenForEachOther() throws IOException {
        Videos videos = videos("");
        List<String> names = IntStream.range(0, 200).mapToObj("film-%d.mp4"::formatted).toList();
        for (String name : names) {
            Files.createFile(dir.resolve(name));
        }
        long asked = System.nanoTime();

        for (String name : names) {
            assertThat(videos.find(name, asked)).map(Video::id).hasValue(name);
        }
    }

    @Test
    void listIsMadeAnewOnlyWhenSomethingChanged() throws IOException {
        Mp4File.write(dir.resolve("a.mp4"), Mp4File.movie("A", 1, 1, 1));
        Videos videos = videos("");
        Videos.Listing first = videos.all();

        assertThat(videos.all()).isSameAs(first);

        Files.createFile(dir.resolve("a.en.vtt"));
        assertThat(videos.all().videos().getFirst().captions()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "marquee.mp4, Marquee",
        "my-holiday_2024.mp4, My holiday 2024",
        "2024-05-01_party.v1.2.webm, 2024-05-01 party v1.2",
        "Dr. Strange - Part 1.mkv, Dr. Strange - Part 1",
        "élan.mov, Élan",
        "___.mp4, ___.mp4",
        "good\u202e4pm.exe.mp4, Good 4pm exe",
        "\u202e.mp4, .mp4",
        "\uD83C\uDFAC.mp4, \uD83C\uDFAC"
    })
    void nameIsReadable(String id, String title) {
        FolderFile file = new FolderFile(id, dir.resolve(id), NO_STATE, true, files);

        assertThat(new Video(file, "video/mp4").readableName()).isEqualTo(title);
    }

    @Test
    void orderIsNatural() {
        List<String> ordered =
                List.of(
                        "2 a",
                        "10 a",
                        "010 b",
                        "a1",
                        "A2x",
                        "a10",
                        "eb",
                        "Éc",
                        "ed",
                        "z99999999999999999999",
                        "z100000000000000000000");

        assertThat(ordered.reversed().stream().sorted(Comparator.comparing(NaturalOrder::key)))
                .isEqualTo(ordered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "file"})
    void folderThatIsNoneStopsTheStart(String name) throws IOException {
        Files.createFile(dir.resolve("file"));
        VideoProperties properties = new VideoProperties(dir.resolve(name), "", "no-cache");

        assertThatExceptionOfType(UnusableVariableException.class)
                .isThrownBy(() -> new VideoFolder(properties, files))
                .withMessage(
                        "VIDEO_DIR: expected the path of a folder with videos, found \"%s\", which is not a folder."
                                .formatted(dir.resolve(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/no/such/folder"})
    @ExtendWith(OutputCaptureExtension.class)
    void unusableFolderIsReportedInOneLine(String folder, CapturedOutput output) {
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() ->
                        SpringApplication.run(
                                VideoStreamingApplication.class,
                                "--server.port=0",
                                "--management.server.port=0",
                                "--video.dir=" + folder));

        assertThat(output.getAll().lines().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .endsWith(
                        "VIDEO_DIR: expected the path of a folder with videos, found \""
                                + folder
                                + "\", which is not a folder.");
        assertThat(output.getAll()).doesNotContain("\tat ");
    }

    private Videos videos(String featured) {
        VideoProperties properties = new VideoProperties(dir, featured, "no-cache");
        return new Videos(new VideoFolder(properties, files), new MetadataCache(), properties);
    }
}
