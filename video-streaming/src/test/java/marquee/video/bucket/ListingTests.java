package marquee.video.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListingTests {

    private static final BucketObject FILM = new BucketObject("film.mp4", "a", 1, Instant.EPOCH);

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void asksOnceUntilTheListIsTooOld() {
        Listing young = new Listing(this::answer, Duration.ofHours(1));
        assertThat(young.objects()).containsOnlyKeys("film.mp4");
        young.objects();
        assertThat(asked).hasValue(1);

        Listing old = new Listing(this::answer, Duration.ZERO);
        old.objects();
        old.objects();
        assertThat(asked).hasValue(3);
    }

    @Test
    void asksAgainForWhatWasForgotten() {
        Listing listing = new Listing(this::answer, Duration.ofHours(1));
        listing.objects();

        listing.forget();
        listing.objects();

        assertThat(asked).hasValue(2);
    }

    @Test
    void failsAtOnceAfterAFailure() {
        Listing listing = new Listing(this::refuse, Duration.ZERO);

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(listing::objects).isInstanceOf(StoreUnavailableException.class);
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void manyAtATimeAskOnce() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        Listing listing =
                new Listing(
                        () -> {
                            List<BucketObject> objects = answer();
                            awaitUninterrupted(mayAnswer);
                            return objects;
                        },
                        Duration.ofHours(1));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> look = () -> listing.objects().containsKey("film.mp4");
            List<Future<Boolean>> looks =
                    Stream.generate(() -> look).limit(20).map(threads::submit).toList();
            mayAnswer.countDown();

            for (Future<Boolean> each : looks) {
                assertThat(each.get()).isTrue();
            }
        }
        assertThat(asked).hasValue(1);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<BucketObject> answer() {
        asked.incrementAndGet();
        return List.of(FILM);
    }

    private List<BucketObject> refuse() {
        asked.incrementAndGet();
        throw new StoreUnavailableException("stopped");
    }
}
