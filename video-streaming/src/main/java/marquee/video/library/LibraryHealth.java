package marquee.video.library;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Is down while the store cannot be read, such as a volume that is unmounted. One check runs at a
 * time, and all who ask meanwhile wait for its result; a check that takes too long counts as
 * failed.
 */
@Component("library")
class LibraryHealth implements ReactiveHealthIndicator {

    private static final Duration TOO_LONG = Duration.ofSeconds(1);

    private final VideoStore store;
    private final ExecutorService looker =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("library-health").factory());
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> looking =
            new AtomicReference<>();

    LibraryHealth(VideoStore store) {
        this.store = store;
    }

    @Override
    public Mono<Health> health() {
        return Mono.fromFuture(this::look, true)
                .timeout(TOO_LONG, Mono.just(false))
                .map(readable -> (readable ? Health.up() : Health.outOfService()).build());
    }

    private CompletableFuture<Boolean> look() {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> other = looking.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        looker.execute(() -> {
            boolean readable = store.isReadable();
            looking.set(null);
            mine.complete(readable);
        });
        return mine;
    }
}
