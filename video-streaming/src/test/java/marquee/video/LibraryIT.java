package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import marquee.video.metadata.Mp4File;
import marquee.video.problem.ProblemType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The list of the videos, and how it follows the folder. */
@EmptyLibrary
class LibraryIT {

    @LocalServerPort int port;

    @Value("${video.dir}")
    Path dir;

    @BeforeEach
    void empty() throws IOException {
        EmptyLibrary.Folder.empty(dir);
    }

    @Test
    void listTellsWhatTheFilesSay() throws IOException {
        Path film =
                Mp4File.write(
                        dir.resolve("marquee.mp4"),
                        Mp4File.FILE_TYPE,
                        Mp4File.movie("The Marquee", 15, 1280, 720));
        Files.setLastModifiedTime(film, FileTime.from(Instant.parse("2026-11-20T10:00:00.5Z")));
        Files.writeString(dir.resolve("marquee.en.vtt"), "WEBVTT\n");

        RawHttp.Response response = RawHttp.once(port, "GET", "/videos");

        assertThat(response)
                .hasStatus(200)
                .hasField("Content-Type", "application/json")
                .hasField("Cache-Control", "no-cache");
        assertThat(response.text())
                .isEqualTo(
                        """
                        [{"id":"marquee.mp4","title":"The Marquee","contentType":"video/mp4",\
                        "size":%d,"lastModified":"2026-11-20T10:00:00Z",\
                        "url":"/videos/marquee.mp4","captions":[{"language":"en",\
                        "label":"English","url":"/videos/marquee.mp4/captions/en"}],\
                        "duration":15.0,"width":1280,"height":720,"codecs":["avc1","mp4a"]}]\
                        """
                                .formatted(Files.size(film)));
    }

    @Test
    void listIsRevalidated() throws IOException {
        Files.createFile(dir.resolve("a.mp4"));
        String etag = RawHttp.once(port, "GET", "/videos").field("ETag").orElseThrow();

        RawHttp.Response same = RawHttp.once(port, "GET", "/videos", "If-None-Match: " + etag);
        assertThat(same)
                .hasStatus(304)
                .hasField("ETag", etag)
                .hasField("Cache-Control", "no-cache");

        Files.createFile(dir.resolve("b.mp4"));
        RawHttp.Response changed = RawHttp.once(port, "GET", "/videos", "If-None-Match: " + etag);
        assertThat(changed).hasStatus(200);
    }

    @Test
    void headOfTheListHasItsLength() throws IOException {
        Files.createFile(dir.resolve("a.mp4"));
        RawHttp.Response get = RawHttp.once(port, "GET", "/videos");

        try (RawHttp http = new RawHttp(port)) {
            http.send("HEAD", "/videos", "Connection: close");

            RawHttp.Response head = http.receiveHead();
            assertThat(head.field("Content-Length")).isEqualTo(get.field("Content-Length"));
            assertThat(head.field("ETag")).isEqualTo(get.field("ETag"));
            assertThat(http.readToEnd()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.mp4,  video/mp4",
        "a.m4v,  video/mp4",
        "a.webm, video/webm",
        "a.ogv,  video/ogg",
        "a.mov,  video/quicktime",
        "a.mkv,  video/matroska",
        "A.MP4,  video/mp4",
        "b.WebM, video/webm"
    })
    void mediaTypeIsThatOfTheExtension(String name, String contentType) throws IOException {
        Files.writeString(dir.resolve(name), "not really one");

        assertThat(list().get(0).get("contentType").asString()).isEqualTo(contentType);
        assertThat(RawHttp.once(port, "GET", "/videos/" + name))
                .hasField("Content-Type", contentType);
    }

    @Test
    void fileShowsAtTheNextRequestAndGoesWithTheNext() throws IOException {
        assertThat(ids()).isEmpty();

        Files.writeString(dir.resolve("new.mp4"), "new");
        assertThat(ids()).containsExactly("new.mp4");
        assertThat(RawHttp.once(port, "GET", "/video").text()).isEqualTo("new");

        Files.writeString(dir.resolve("earlier.mp4"), "earlier");
        assertThat(RawHttp.once(port, "GET", "/video").text()).isEqualTo("earlier");

        Files.delete(dir.resolve("earlier.mp4"));
        assertThat(ids()).containsExactly("new.mp4");
        assertThat(RawHttp.once(port, "GET", "/videos/earlier.mp4")).isProblem(404);
        assertThat(RawHttp.once(port, "GET", "/video").text()).isEqualTo("new");
    }

    @Test
    void halfCopiedFileBecomesRightWhenItIsComplete() throws IOException {
        byte[] whole =
                Mp4File.join(
                        Mp4File.FILE_TYPE,
                        Mp4File.box("mdat", new byte[5_000]),
                        Mp4File.movie("Complete", 2, 64, 36));
        Path file = dir.resolve("copy.mp4");
        for (int size : new int[] {0, 1, 20, 3_000, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, size));

            JsonNode video = list().get(0);
            assertThat(video.get("title").asString()).isEqualTo("Copy");
            assertThat(video.get("size").asInt()).isEqualTo(size);
            assertThat(video.has("duration")).isFalse();
        }

        Files.write(file, whole);

        assertThat(list().get(0).get("title").asString()).isEqualTo("Complete");
        assertThat(list().get(0).get("duration").asDouble()).isEqualTo(2);
    }

    @Test
    void replacedFileIsReadAgain() throws IOException {
        Path file = dir.resolve("film.mp4");
        Mp4File.write(file, Mp4File.FILE_TYPE, Mp4File.movie("One", 2, 64, 36));
        FileTime modified = Files.getLastModifiedTime(file);
        assertThat(list().get(0).get("title").asString()).isEqualTo("One");

        // The same size and time: only the file itself is another one.
        Path next = dir.resolveSibling("next.mp4");
        Mp4File.write(next, Mp4File.FILE_TYPE, Mp4File.movie("Two", 2, 64, 36));
        Files.setLastModifiedTime(next, modified);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(list().get(0).get("title").asString()).isEqualTo("Two");
    }

    @Test
    void listIsInNaturalOrderOfTitles() throws IOException {
        for (String name :
                List.of("part 10.mp4", "Part 2.mp4", "part 1.webm", "Émile.mp4", "zoo.mp4")) {
            Files.createFile(dir.resolve(name));
        }
        Mp4File.write(dir.resolve("000.mp4"), Mp4File.FILE_TYPE, Mp4File.movie("Zebra", 2, 64, 36));

        assertThat(ids())
                .containsExactly(
                        "Émile.mp4",
                        "part 1.webm",
                        "Part 2.mp4",
                        "part 10.mp4",
                        "000.mp4",
                        "zoo.mp4");
    }

    @Test
    void emptyLibraryTellsWhatToDo() throws IOException {
        assertThat(RawHttp.once(port, "GET", "/videos").text()).isEqualTo("[]");

        RawHttp.Response response = RawHttp.once(port, "GET", "/video");

        assertThat(response).isProblem(ProblemType.NOTHING_FEATURED);
        assertThat(response.text())
                .contains(
                        "Put an .mp4, .m4v, .webm, .ogv, .mov or .mkv file into the video folder.")
                .doesNotContain(dir.resolveSibling("").toString());
    }

    @Test
    void vanishedFolderIsUnavailableUntilItIsBack() throws IOException {
        Files.delete(dir);

        for (String target : List.of("/videos", "/video", "/videos/a.mp4", "/readyz")) {
            RawHttp.Response response = RawHttp.once(port, "GET", target);
            assertThat(response).as(target).hasStatus(503);
            assertThat(response.text())
                    .doesNotContain(dir.resolveSibling("").toString(), "Exception");
        }
        assertThat(RawHttp.once(port, "GET", "/videos")).isProblem(ProblemType.FOLDER_UNREADABLE);
        assertThat(RawHttp.once(port, "GET", "/livez")).hasStatus(200);

        Files.createDirectory(dir);
        assertThat(RawHttp.once(port, "GET", "/videos")).hasStatus(200);
        assertThat(RawHttp.once(port, "GET", "/readyz")).hasStatus(200);
    }

    private List<String> ids() throws IOException {
        return list().valueStream().map(video -> video.get("id").asString()).toList();
    }

    private JsonNode list() throws IOException {
        return new JsonMapper().readTree(RawHttp.once(port, "GET", "/videos").body());
    }
}
