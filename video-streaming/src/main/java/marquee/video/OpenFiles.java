package marquee.video;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The files being watched, each open in its newest state, so that its tag is computed once. */
@Component
class OpenFiles {

    private static final int MOST = 256;

    /** A deleted video gives its disk space back after this. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    /**
     * Tomcat opens a file by its descriptor once the head is written, for which it waits a minute
     * at most (its connection timeout). Until then the number must not go to another file.
     */
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(3, TimeUnit.MINUTES, Runnable::run);

    private final Cache<Path, OpenFile> files =
            Caffeine.newBuilder()
                    .maximumSize(MOST)
                    .expireAfterAccess(IDLE)
                    .scheduler(Scheduler.systemScheduler())
                    .executor(Runnable::run)
                    .removalListener(OpenFiles::retire)
                    .build();

    /** The file in the state it is in now. */
    OpenFile open(Path file) throws IOException {
        BasicFileAttributes now = OpenFile.read(file);
        OpenFile known = files.getIfPresent(file);
        if (known != null && known.isIn(now)) {
            return known;
        }
        try {
            // Of many viewers that come at once, one opens the file.
            return files.asMap()
                    .compute(
                            file,
                            (_, other) -> other != null && other.isIn(now) ? other : opened(file));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static OpenFile opened(Path file) {
        try {
            return OpenFile.open(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void retire(@Nullable Path file, @Nullable OpenFile open, RemovalCause cause) {
        if (open != null) {
            LATER.execute(open.descriptor()::close);
        }
    }
}
