package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import marquee.video.problem.ProblemType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What of the folder has an address, and what has none. */
@EmptyLibrary
class LibraryFilesIT {

    @LocalServerPort int port;

    @Value("${video.dir}")
    Path dir;

    @BeforeEach
    void empty() throws IOException {
        EmptyLibrary.Folder.empty(dir);
    }

    @Test
    void nothingButVideosDirectlyInTheFolderIsThere() throws IOException {
        Path outside = Files.writeString(dir.resolveSibling("secret.mp4"), "secret");
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
        Files.createSymbolicLink(dir.resolve("up"), dir.resolveSibling(""));
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
            assertThat(RawHttp.once(port, "GET", "/videos/" + id))
                    .as(id)
                    .isProblem(ProblemType.VIDEO_NOT_FOUND);
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
        Files.writeString(dir.resolveSibling("secret.mp4"), "secret");
        Files.createDirectory(dir.resolve("sub"));
        Files.writeString(dir.resolve("sub/deep.mp4"), "secret");
        Files.createSymbolicLink(dir.resolve("up"), dir.resolveSibling(""));
        Files.writeString(dir.resolve("film.mp4"), "film");

        RawHttp.Response response = RawHttp.once(port, "GET", target);

        assertThat(response.status()).isIn(400, 404);
        assertThat(response.text())
                .doesNotContain("secret\"", "Exception", dir.resolveSibling("").toString());
        assertThat(response.text()).isNotEqualTo("secret");
    }

    @Test
    void captionsLeadNowhereElse() throws IOException {
        Files.createFile(dir.resolve("film.mp4"));
        Path outside = Files.writeString(dir.resolveSibling("secret.vtt"), "secret");
        Files.createSymbolicLink(dir.resolve("film.en.vtt"), outside);

        assertThat(list().get(0).get("captions")).isEmpty();
        for (String target :
                List.of(
                        "/videos/film.mp4/captions/en",
                        "/videos/film.mp4/captions/fr",
                        "/videos/film.mp4/captions/x",
                        "/videos/none.mp4/captions/en",
                        "/videos/film.mp4/captions")) {
            assertThat(RawHttp.once(port, "GET", target)).as(target).isProblem(404);
        }
    }

    private List<String> ids() throws IOException {
        return list().valueStream().map(video -> video.get("id").asString()).toList();
    }

    private JsonNode list() throws IOException {
        return new JsonMapper().readTree(RawHttp.once(port, "GET", "/videos").body());
    }
}
