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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "management.server.port=0")
class LibraryIT {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir static Path root;

    private final Path dir = root.resolve("videos");

    @LocalServerPort int port;

    @DynamicPropertySource
    static void folder(DynamicPropertyRegistry registry) throws IOException {
        Path dir = Files.createDirectory(root.resolve("videos"));
        registry.add("video.dir", () -> dir);
    }

    @BeforeEach
    void empty() throws IOException {
        FileSystemUtils.deleteRecursively(dir);
        Files.createDirectory(dir);
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

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.field("Content-Type")).hasValue("application/json");
        assertThat(response.field("Cache-Control")).hasValue("no-cache");
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
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.field("ETag")).hasValue(etag);
        assertThat(same.field("Cache-Control")).hasValue("no-cache");

        Files.createFile(dir.resolve("b.mp4"));
        RawHttp.Response changed = RawHttp.once(port, "GET", "/videos", "If-None-Match: " + etag);
        assertThat(changed.status()).isEqualTo(200);
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
        assertThat(RawHttp.once(port, "GET", "/videos/" + name).field("Content-Type"))
                .hasValue(contentType);
    }

    @Test
    void nothingButVideosDirectlyInTheFolderIsThere() throws IOException {
        Path outside = Files.writeString(root.resolve("secret.mp4"), "secret");
        Files.writeString(dir.resolve("film.mp4"), "film");
        Files.writeString(dir.resolve("notes.txt"), "no video");
        Files.writeString(dir.resolve("mp4"), "no extension");
        Files.writeString(dir.resolve(".hidden.mp4"), "hidden");
        Files.createDirectory(dir.resolve("folder.mp4"));
        Files.createDirectory(dir.resolve("sub"));
        Files.writeString(dir.resolve("sub/deep.mp4"), "deep");
        Files.createSymbolicLink(dir.resolve("out.mp4"), outside);
        Files.createSymbolicLink(dir.resolve("relative.mp4"), Path.of("../secret.mp4"));
        Files.createSymbolicLink(dir.resolve("dangling.mp4"), Path.of("gone.mp4"));
        Files.createSymbolicLink(dir.resolve("loop.mp4"), Path.of("loop.mp4"));
        Files.createSymbolicLink(dir.resolve("up"), root);
        Files.createSymbolicLink(dir.resolve("link.mp4"), Path.of("film.mp4"));

        assertThat(ids()).containsExactly("film.mp4", "link.mp4");
        assertThat(RawHttp.once(port, "GET", "/videos/link.mp4").text()).isEqualTo("film");
        for (String id :
                List.of(
                        "notes.txt",
                        "mp4",
                        ".hidden.mp4",
                        "folder.mp4",
                        "out.mp4",
                        "relative.mp4",
                        "dangling.mp4",
                        "loop.mp4")) {
            RawHttp.Response response = RawHttp.once(port, "GET", "/videos/" + id);
            assertThat(response.status()).as(id).isEqualTo(404);
            assertThat(response.field("Content-Type")).hasValue("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/videos/../secret.mp4",
                "/videos/..%2fsecret.mp4",
                "/videos/%2e%2e/secret.mp4",
                "/videos/%2e%2e%2fsecret.mp4",
                "/videos/%252e%252e%252fsecret.mp4",
                "/videos/..%5csecret.mp4",
                "/videos/..\\secret.mp4",
                "/videos/sub/deep.mp4",
                "/videos/sub%2fdeep.mp4",
                "/videos/up%2fsecret.mp4",
                "/videos//secret.mp4",
                "/videos/film.mp4%00",
                "/videos/%00.mp4",
                "/videos/secret.mp4%00.mp4",
                "/videos/film.mp4%0a",
                "/videos/film.mp4/",
                "/videos/film.mp4/..%2f..%2fsecret.mp4",
                "/videos/%ff%fe.mp4",
                "/videos/%c0%ae%c0%ae%c0%afsecret.mp4",
                "/videos/film.mp4/captions/..%2f..%2fsecret",
                "/videos/film.mp4/captions/%2e%2e",
                "/videos/.mp4",
                "/videos/...mp4"
            })
    void noPathLeavesTheFolder(String target) throws IOException {
        Files.writeString(root.resolve("secret.mp4"), "secret");
        Files.createDirectory(dir.resolve("sub"));
        Files.writeString(dir.resolve("sub/deep.mp4"), "secret");
        Files.createSymbolicLink(dir.resolve("up"), root);
        Files.writeString(dir.resolve("film.mp4"), "film");

        RawHttp.Response response = RawHttp.once(port, "GET", target);

        assertThat(response.status()).isIn(400, 404);
        assertThat(response.text()).doesNotContain("secret\"", "Exception", root.toString());
        assertThat(response.text()).isNotEqualTo("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space.mp4",
                "#1.mp4",
                "what?.mp4",
                "100%.mp4",
                "%2e%2e%2f.mp4",
                "a;b=c.mp4",
                "a+b.mp4",
                "a&b=c.mp4",
                "quote\"s'.mp4",
                "<b>.mp4",
                "\uD83C\uDFAC film.mp4",
                "naïve Ärger.mp4",
                "日本語.mp4",
                "new\nline.mp4",
                "tab\t.mp4",
                "-rf.mp4",
                "a:b.mp4",
                "{id}.mp4",
                "x..mp4",
                "back\\slash.mp4",
                "right\u202eleft.mp4"
            })
    void anyNameIsServedUnderItsUrl(String name) throws IOException {
        Files.writeString(dir.resolve(name), name);

        JsonNode video = list().get(0);

        assertThat(video.get("id").asString()).isEqualTo(name);
        String url = video.get("url").asString();
        assertThat(url).matches("/videos/[A-Za-z0-9._~%-]+");
        RawHttp.Response response = RawHttp.once(port, "GET", url);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo(name);
    }

    @Test
    void nameMayHaveAllTheBytesThatANameCanHave() throws IOException {
        String longest = "é".repeat(125) + "a.mp4";
        Files.writeString(dir.resolve(longest), "long");

        assertThat(RawHttp.once(port, "GET", list().get(0).get("url").asString()).text())
                .isEqualTo("long");
        assertThat(RawHttp.once(port, "GET", "/videos/" + "a".repeat(252) + ".mp4").status())
                .isEqualTo(404);
        assertThat(RawHttp.once(port, "GET", "/videos/" + "a".repeat(5_000) + ".mp4").status())
                .isEqualTo(404);
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
        assertThat(RawHttp.once(port, "GET", "/videos/earlier.mp4").status()).isEqualTo(404);
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
        Path next = root.resolve("next.mp4");
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
    void captionsAreServedInTheirLanguages() throws IOException {
        Files.createFile(dir.resolve("film.mp4"));
        Files.writeString(dir.resolve("film.pt-BR.vtt"), "WEBVTT pt");
        Files.writeString(dir.resolve("film.DE.VTT"), "WEBVTT de");
        Files.writeString(dir.resolve("film.vtt"), "WEBVTT und");
        Files.writeString(dir.resolve("film.final.vtt"), "WEBVTT no language");
        Files.writeString(dir.resolve("film.en.srt"), "no WebVTT");
        Files.writeString(dir.resolve("films.en.vtt"), "WEBVTT of another");

        JsonNode captions = list().get(0).get("captions");

        assertThat(captions.toString())
                .isEqualTo(
                        """
                        [{"language":"de","label":"Deutsch",\
                        "url":"/videos/film.mp4/captions/de"},\
                        {"language":"pt-BR","label":"Português (Brasil)",\
                        "url":"/videos/film.mp4/captions/pt-BR"},\
                        {"language":"und","label":"Captions",\
                        "url":"/videos/film.mp4/captions/und"}]\
                        """);
        RawHttp.Response response = RawHttp.once(port, "GET", "/videos/film.mp4/captions/pt-BR");
        assertThat(response.text()).isEqualTo("WEBVTT pt");
        assertThat(response.field("Content-Type")).hasValue("text/vtt;charset=utf-8");
        assertThat(response.field("Last-Modified")).isPresent();
        String etag = response.field("ETag").orElseThrow();
        assertThat(
                        RawHttp.once(
                                        port,
                                        "GET",
                                        "/videos/film.mp4/captions/pt-BR",
                                        "If-None-Match: " + etag)
                                .status())
                .isEqualTo(304);
        assertThat(RawHttp.once(port, "GET", "/videos/film.mp4/captions/de").text())
                .isEqualTo("WEBVTT de");
        assertThat(RawHttp.once(port, "HEAD", "/videos/film.mp4/captions/de").status())
                .isEqualTo(200);
    }

    @Test
    void captionsLeadNowhereElse() throws IOException {
        Files.createFile(dir.resolve("film.mp4"));
        Path outside = Files.writeString(root.resolve("secret.vtt"), "secret");
        Files.createSymbolicLink(dir.resolve("film.en.vtt"), outside);

        assertThat(list().get(0).get("captions")).isEmpty();
        for (String target :
                List.of(
                        "/videos/film.mp4/captions/en",
                        "/videos/film.mp4/captions/fr",
                        "/videos/film.mp4/captions/x",
                        "/videos/none.mp4/captions/en",
                        "/videos/film.mp4/captions")) {
            RawHttp.Response response = RawHttp.once(port, "GET", target);
            assertThat(response.status()).as(target).isEqualTo(404);
            assertThat(response.field("Content-Type")).hasValue("application/problem+json");
        }
    }

    @Test
    void emptyLibraryTellsWhatToDo() throws IOException {
        assertThat(RawHttp.once(port, "GET", "/videos").text()).isEqualTo("[]");

        RawHttp.Response response = RawHttp.once(port, "GET", "/video");

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.field("Content-Type")).hasValue("application/problem+json");
        assertThat(response.text())
                .contains(
                        "Put an .mp4, .m4v, .webm, .ogv, .mov or .mkv file into the video folder.")
                .doesNotContain(root.toString());
    }

    @Test
    void vanishedFolderIsUnavailableUntilItIsBack() throws IOException {
        Files.delete(dir);

        for (String target : List.of("/videos", "/video", "/videos/a.mp4", "/readyz")) {
            RawHttp.Response response = RawHttp.once(port, "GET", target);
            assertThat(response.status()).as(target).isEqualTo(503);
            assertThat(response.text()).doesNotContain(root.toString(), "Exception");
        }
        assertThat(RawHttp.once(port, "GET", "/videos").field("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(RawHttp.once(port, "GET", "/livez").status()).isEqualTo(200);

        Files.createDirectory(dir);
        assertThat(RawHttp.once(port, "GET", "/videos").status()).isEqualTo(200);
        assertThat(RawHttp.once(port, "GET", "/readyz").status()).isEqualTo(200);
    }

    private List<String> ids() throws IOException {
        return list().valueStream().map(video -> video.get("id").asString()).toList();
    }

    private JsonNode list() throws IOException {
        return JSON.readTree(RawHttp.once(port, "GET", "/videos").body());
    }
}
