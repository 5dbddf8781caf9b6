package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The options of the image name methods and packages, of which the JVM does not say when they are
 * gone.
 */
class ImageOptionsTests {

    @Test
    void methodsThatAreCompiledByThemselvesExist() throws Exception {
        List<String> names = namedBy("dontinline", "video-streaming.options");

        assertThat(names).isNotEmpty();
        for (String name : names) {
            int end = name.indexOf("::");
            assertThat(Class.forName(name.substring(0, end)).getDeclaredMethods())
                    .extracting(Method::getName)
                    .contains(name.substring(end + 2));
        }
    }

    @Test
    void packagesThatAreCompiledSoonExist() throws Exception {
        List<String> names = namedBy("CompileThresholdScaling", "video-streaming.training");

        assertThat(names).isNotEmpty();
        for (String name : names) {
            String folder = name.substring(0, name.indexOf(".*::")).replace('.', '/');
            assertThat(getClass().getClassLoader().getResource(folder)).as(name).isNotNull();
        }
    }

    private static List<String> namedBy(String command, String file) throws IOException {
        String option = "-XX:CompileCommand=" + command + ",";
        return Files.readAllLines(Path.of("../image", file)).stream()
                .filter(line -> line.startsWith(option))
                .map(line -> line.substring(option.length()))
                .toList();
    }
}
