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

/**
 * The whole service on a port of its own, over a folder of its own: {@code VideoProperties.dir()}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "video.default=film.mp4"})
@ContextConfiguration(initializers = RunningService.Folder.class)
@interface RunningService {

    /** A new folder for every context, with one video in it. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    final class Folder implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        /** The size of {@code film.mp4}, an {@link OffsetFile}. */
        static final int FILM = 1_000_003;

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            try {
                Path folder = Files.createTempDirectory("videos");
                OffsetFile.write(folder.resolve("film.mp4"), FILM);
                Runtime.getRuntime()
                        .addShutdownHook(
                                new Thread(
                                        () -> FileSystemUtils.deleteRecursively(folder.toFile())));
                TestPropertyValues.of("video.dir=" + folder).applyTo(context);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
