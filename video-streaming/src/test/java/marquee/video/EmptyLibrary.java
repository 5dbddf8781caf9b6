package marquee.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.util.FileSystemUtils;

/** The whole service over a folder {@code videos} with nothing in it, in a folder of its own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "management.server.port=0")
@ContextConfiguration(initializers = EmptyLibrary.Folder.class)
@interface EmptyLibrary {

    /** A new folder for every context. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    final class Folder implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            try {
                Path root = Files.createTempDirectory("library");
                Path folder = Files.createDirectory(root.resolve("videos"));
                Runtime.getRuntime()
                        .addShutdownHook(
                                new Thread(() -> FileSystemUtils.deleteRecursively(root.toFile())));
                TestPropertyValues.of("video.dir=" + folder).applyTo(context);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Makes it empty again, and with it what is beside it. */
        static void empty(Path folder) throws IOException {
            FileSystemUtils.deleteRecursively(folder.getParent());
            Files.createDirectories(folder);
        }
    }
}
