package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VariablesTests {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[A-Z0-9_]+`[^|]*) \\|");
    private static final Pattern NAME = Pattern.compile("`([A-Z0-9_]+)`");

    @Test
    void knowsEachVariableOfTheReadme() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        String both =
                readme.substring(
                        readme.indexOf("**Both**"),
                        readme.indexOf("**users-service**\n\n| variable"));

        assertThat(Variables.ALL)
                .extracting(Variable::name)
                .containsExactlyInAnyOrderElementsOf(names(both).toList());
    }

    private static Stream<String> names(String tables) {
        return ROW.matcher(tables)
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .map(name -> name.group(1));
    }
}
