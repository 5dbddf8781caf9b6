package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The options of the image name methods, of which the JVM does not say when they are gone. */
class ImageOptionsTests {

    private static final String OPTION = "-XX:CompileCommand=dontinline,";

    @Test
    void methodsThatAreCompiledByThemselvesExist() throws Exception {
        List<String> names =
                Files.readAllLines(Path.of("../image/video-streaming.options")).stream()
                        .filter(line -> line.startsWith(OPTION))
                        .map(line -> line.substring(OPTION.length()))
                        .toList();

        assertThat(names).isNotEmpty();
        for (String name : names) {
            int end = name.indexOf("::");
            assertThat(Class.forName(name.substring(0, end)).getDeclaredMethods())
                    .extracting(Method::getName)
                    .contains(name.substring(end + 2));
        }
    }
}
