package marquee.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an image is: who it runs as, what it says of itself, what is in it, how large it is. */
class ImagesIT {

    private static final long MEBIBYTE = 1 << 20;

    static Stream<String> services() {
        return Stream.concat(Images.VIDEO_STREAMING.stream(), Images.USERS_SERVICE.stream());
    }

    @BeforeAll
    static void build() {
        assertThat(Images.ready()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("services")
    void runsAsAnUnprivilegedUser(String image) {
        assertThat(inspect(image, "{{.Config.User}}")).isEqualTo("10001:10001");
    }

    @ParameterizedTest
    @MethodSource("services")
    void saysWhatItIs(String image) {
        String service = image.replaceAll(".*/", "");

        assertThat(label(image, "title")).isEqualTo(service);
        assertThat(label(image, "version")).isEqualTo("0.1.0");
        assertThat(label(image, "licenses")).isEqualTo("Apache-2.0");
        assertThat(label(image, "description")).isNotBlank();
        assertThat(label(image, "revision")).isNotBlank();
        assertThat(label(image, "source")).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("services")
    void exposesItsPort(String image) {
        String port = image.endsWith("users-service") ? "8123/tcp" : "3000/tcp";

        assertThat(inspect(image, "{{json .Config.ExposedPorts}}"))
                .isEqualTo("{\"%s\":{}}".formatted(port));
    }

    @ParameterizedTest
    @MethodSource("services")
    void carriesItsBillOfMaterials(String image) {
        String find =
                "(ls /app/resources/META-INF/sbom/application.cdx.json || unzip -l /app/app.jar) 2>/dev/null | grep -c application.cdx.json";

        assertThat(shell(image, find)).isEqualTo("1");
    }

    /** A native library for another C library than Alpine's would fail when it is first used. */
    @ParameterizedTest
    @MethodSource("services")
    void holdsNoNativeLibraryInItsJars(String image) {
        String find =
                "for jar in /app/lib/*.jar /app/libs/*.jar; do [ ! -f $jar ] || unzip -l $jar; done | grep -cE '[.]so$' || true";

        assertThat(shell(image, find)).isEqualTo("0");
    }

    @Test
    void theDockerfilesImagesStayAsSmallAsTheyAre() {
        // 8 to 14 MB base, 61 MB Java, 38 and 70 MB jars, and the AOT cache: docs/images.md.
        assertThat(size("marquee-test/video-streaming")).isLessThan(185 * MEBIBYTE);
        assertThat(size("marquee-test/users-service")).isLessThan(255 * MEBIBYTE);
    }

    @Test
    void jibTagsTheVersionAndTheCommit() {
        String tags =
                Command.of("docker", "images", "--format", "{{.Tag}}", "video-streaming").output();
        String commit = Command.of("git", "rev-parse", "--short=7", "HEAD").output();

        assertThat(tags.lines()).contains("latest", "0.1.0", commit);
    }

    private static long size(String image) {
        return Long.parseLong(inspect(image, "{{.Size}}"));
    }

    private static String label(String image, String name) {
        return inspect(
                image, "{{index .Config.Labels \"org.opencontainers.image.%s\"}}".formatted(name));
    }

    private static String inspect(String image, String format) {
        return Command.of("docker", "image", "inspect", "-f", format, image).output();
    }

    private static String shell(String image, String script) {
        return Command.of("docker", "run", "--rm", "--entrypoint", "sh", image, "-c", script)
                .output();
    }
}
