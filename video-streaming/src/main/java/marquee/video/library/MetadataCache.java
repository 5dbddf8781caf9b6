package marquee.video.library;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import marquee.video.bucket.StoreUnavailableException;
import marquee.video.delivery.FileState;
import marquee.video.metadata.Container;
import marquee.video.metadata.MediaBytes;
import marquee.video.metadata.Metadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps the metadata of the videos. Each state of a file is read once, in the background; until
 * then a video has the title that its name gives.
 */
@Component
class MetadataCache {

    private static final Logger log = LoggerFactory.getLogger(MetadataCache.class);

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final ExecutorService readers =
            Executors.newFixedThreadPool(
                    2, Thread.ofPlatform().daemon().name("metadata-", 0).factory());

    /** Returns the entry of a file in its current state, and begins to read a new one. */
    Entry entry(Video video, FileState state) {
        return entries.compute(
                video.id(),
                (_, known) -> {
                    if (known != null && known.isOf(state)) {
                        return known;
                    }
                    if (known != null) {
                        known.reading.cancel(false);
                    }
                    return new Entry(
                            state,
                            Facts.of(video, Metadata.UNKNOWN),
                            CompletableFuture.supplyAsync(() -> read(video), readers));
                });
    }

    boolean knows(String id, FileState state) {
        Entry known = entries.get(id);
        return known != null && known.isOf(state);
    }

    void keepOnly(Set<String> ids) {
        entries.keySet().retainAll(ids);
    }

    /** Waits a moment for files that are new to the cache. */
    static void await(List<Entry> entries, long millis) {
        CompletableFuture.allOf(
                        entries.stream()
                                .map(entry -> entry.reading)
                                .toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, millis, TimeUnit.MILLISECONDS)
                .exceptionally(_ -> null) // replaced by a newer state, or to be read another time
                .join();
    }

    private static Facts read(Video video) {
        try {
            Container container = Container.ofName(video.id()).orElseThrow();
            try (MediaBytes bytes = video.file().bytes()) {
                return Facts.of(video, container.read(bytes));
            }
        } catch (StoreUnavailableException e) {
            throw e; // another time
        } catch (IOException | RuntimeException e) {
            log.debug("No metadata in {}", video.id(), e);
            return Facts.of(video, Metadata.UNKNOWN);
        }
    }

    @PreDestroy
    void stop() {
        readers.shutdownNow();
    }

    /** A title, its sort key, and the metadata. */
    record Facts(String title, String order, Metadata metadata) {

        static Facts of(Video video, Metadata metadata) {
            String title = metadata.title() == null ? video.readableName() : metadata.title();
            return new Facts(title, NaturalOrder.key(title), metadata);
        }
    }

    /** A file in one state, and the task that reads it. */
    record Entry(FileState state, Facts unread, CompletableFuture<Facts> reading) {

        Facts facts() {
            return reading.isCompletedExceptionally() ? unread : reading.getNow(unread);
        }

        /** Whether all that there is to know is known. */
        boolean isRead() {
            return reading.isDone() && !reading.isCompletedExceptionally();
        }

        private boolean isOf(FileState now) {
            return state.equals(now) && !reading.isCompletedExceptionally();
        }
    }
}
