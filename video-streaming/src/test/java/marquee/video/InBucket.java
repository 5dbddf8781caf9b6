package marquee.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.Order;

/** Puts an object store between the service and the folder of a test, whose files are objects. */
@Order // behind what makes the folder
final class InBucket implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Path ROOT = Path.of(System.getProperty("java.io.tmpdir"));

    private static @Nullable ObjectStore store;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Path folder =
                ROOT.relativize(Path.of(context.getEnvironment().getRequiredProperty("video.dir")));
        try {
            ObjectStore.tag(ROOT.resolve(folder));
            TestPropertyValues.of(ObjectStore.properties(port(), "s3://" + folder))
                    .and("store.refresh=1ms")
                    .applyTo(context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One for all tests of this JVM, which ends it. */
    private static synchronized int port() throws IOException {
        if (store == null) {
            store = ObjectStore.over(ROOT);
        }
        return store.port();
    }
}
