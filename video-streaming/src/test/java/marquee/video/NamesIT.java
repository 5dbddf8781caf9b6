package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of any name have an address, and captions that of their video. */
@EmptyLibrary
class NamesIT {

    @LocalServerPort int port;

    @Value("${video.dir}")
    Path dir;

    @BeforeEach
    void empty() throws IOException {
        EmptyLibrary.Folder.empty(dir);
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
        assertThat(response).hasStatus(200);
        assertThat(response.text()).isEqualTo(name);
    }

    @Test
    void nameMayHaveAllTheBytesThatANameCanHave() throws IOException {
        String longest = "é".repeat(125) + "a.mp4";
        Files.writeString(dir.resolve(longest), "long");

        assertThat(RawHttp.once(port, "GET", list().get(0).get("url").asString()).text())
                .isEqualTo("long");
        assertThat(RawHttp.once(port, "GET", "/videos/" + "a".repeat(252) + ".mp4")).isProblem(404);
        assertThat(RawHttp.once(port, "GET", "/videos/" + "a".repeat(5_000) + ".mp4"))
                .isProblem(404);
    }

    @Test
    void captionsAreServedInTheirLanguages() throws IOException {
        Files.writeString(dir.resolve("film.mp4"), "film");
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
        assertThat(response).hasField("Content-Type", "text/vtt;charset=utf-8");
        assertThat(response.field("Last-Modified")).isPresent();
        String etag = response.field("ETag").orElseThrow();
        assertThat(
                        RawHttp.once(
                                port,
                                "GET",
                                "/videos/film.mp4/captions/pt-BR",
                                "If-None-Match: " + etag))
                .hasStatus(304);
        assertThat(RawHttp.once(port, "GET", "/videos/film.mp4/captions/de").text())
                .isEqualTo("WEBVTT de");
        assertThat(RawHttp.once(port, "HEAD", "/videos/film.mp4/captions/de")).hasStatus(200);
    }

    private JsonNode list() throws IOException {
        ObjectStore.tag(dir);
        return new JsonMapper().readTree(RawHttp.once(port, "GET", "/videos").body());
    }
}
