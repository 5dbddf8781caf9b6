package marquee.users.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import marquee.users.directory.BatchLoader.BatchFailedException;
import marquee.users.problem.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchLoaderTests {

    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

    /** Each statement as it begins; it ends when it is told to. */
    private final LinkedBlockingQueue<Statement> statements = new LinkedBlockingQueue<>();

    private final DistributionSummary sizes =
            DistributionSummary.builder("sizes").register(new SimpleMeterRegistry());
    private final BatchLoader<Integer, String> loader = new BatchLoader<>(this::answer, sizes);

    private record Statement(Set<Integer> keys, CompletableFuture<Map<Integer, String>> rows) {

        void answer() {
            rows.complete(
                    keys.stream()
                            .filter(key -> key >= 0)
                            .collect(Collectors.toMap(Function.identity(), key -> "row " + key)));
        }
    }

    @AfterEach
    void end() {
        requests.shutdownNow();
    }

    private Map<Integer, String> answer(Set<Integer> keys) {
        Statement statement = new Statement(keys, new CompletableFuture<>());
        statements.add(statement);
        return statement.rows().join();
    }

    private CompletableFuture<Optional<String>> ask(int key) {
        return ask(loader, key);
    }

    private CompletableFuture<Optional<String>> ask(BatchLoader<Integer, String> of, int key) {
        return CompletableFuture.supplyAsync(() -> of.load(key), requests);
    }

    private Statement next() throws InterruptedException {
        Statement statement = statements.poll(10, TimeUnit.SECONDS);
        assertThat(statement).isNotNull();
        return statement;
    }

    /** Asks for each key while both lanes are taken, and returns once all of them wait. */
    private List<CompletableFuture<Optional<String>>> askWhileBusy(int... keys) {
        List<CompletableFuture<Optional<String>>> asked = new ArrayList<>();
        for (int key : keys) {
            int before = loader.waiting();
            asked.add(ask(key));
            while (loader.waiting() == before) {
                Thread.onSpinWait();
            }
        }
        return asked;
    }

    @Test
    void aloneIsOneStatementOfItsOwn() throws Exception {
        CompletableFuture<Optional<String>> one = ask(1);
        next().answer();
        assertThat(one.join()).contains("row 1");

        CompletableFuture<Optional<String>> none = ask(-1);
        Statement statement = next();
        statement.answer();

        assertThat(statement.keys()).containsExactly(-1);
        assertThat(none.join()).isEmpty();
    }

    @Test
    void whoComesWhileBothLanesAreTakenGoesTogetherNext() throws Exception {
        CompletableFuture<Optional<String>> first = ask(1);
        Statement one = next();
        CompletableFuture<Optional<String>> second = ask(2);
        Statement two = next();
        List<CompletableFuture<Optional<String>>> others = askWhileBusy(3, 4, 3, -5);
        assertThat(statements).isEmpty();

        one.answer();
        Statement together = next();
        assertThat(first.join()).contains("row 1");
        assertThat(together.keys()).containsExactlyInAnyOrder(3, 4, -5);
        together.answer();
        two.answer();

        assertThat(second.join()).contains("row 2");
        assertThat(others.stream().map(CompletableFuture::join))
                .containsExactly(
                        Optional.of("row 3"),
                        Optional.of("row 4"),
                        Optional.of("row 3"),
                        Optional.empty());
        assertThat(sizes.max()).isEqualTo(4);
    }

    @Test
    void whoComesDuringAShortStatementGoesTogetherAfterIt() throws Exception {
        BatchLoader<Integer, String> patient =
                new BatchLoader<>(this::answer, sizes, Duration.ofSeconds(20));
        CompletableFuture<Optional<String>> first = ask(patient, 1);
        Statement one = next();
        CompletableFuture<Optional<String>> second = ask(patient, 2);
        CompletableFuture<Optional<String>> third = ask(patient, 3);
        while (patient.waiting() < 2) {
            Thread.onSpinWait();
        }
        assertThat(statements).isEmpty();

        one.answer();
        Statement together = next();
        assertThat(together.keys()).containsExactlyInAnyOrder(2, 3);
        together.answer();

        assertThat(first.join()).contains("row 1");
        assertThat(second.join()).contains("row 2");
        assertThat(third.join()).contains("row 3");
    }

    @Test
    void batchIsBoundedAndTheLongestWaitingGoFirst() throws Exception {
        var _ = ask(1);
        Statement one = next();
        var _ = ask(2);
        next();
        askWhileBusy(IntStream.range(100, 100 + 300).toArray());

        one.answer();
        Statement batch = next();
        assertThat(batch.keys())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(100, 100 + 256).boxed().toList());
        batch.answer();

        assertThat(next().keys()).hasSize(44);
    }

    @Test
    void failureIsEveryonesAndTheLaneGoesOn() throws Exception {
        var _ = ask(1);
        Statement one = next();
        CompletableFuture<Optional<String>> second = ask(2);
        Statement two = next();
        List<CompletableFuture<Optional<String>>> others = askWhileBusy(3, 4);

        one.answer();
        Statement together = next();
        together.rows().completeExceptionally(new IllegalStateException("away"));

        for (CompletableFuture<Optional<String>> other : others) {
            assertThatThrownBy(other::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(BatchFailedException.class)
                    .hasRootCauseMessage("away");
        }
        two.answer();
        assertThat(second.join()).contains("row 2");
        CompletableFuture<Optional<String>> later = ask(6);
        next().answer();
        assertThat(later.join()).contains("row 6");
    }

    @Test
    void failureThatTookLongIsToldToAllWhoWait() throws Exception {
        CompletableFuture<Optional<String>> first = ask(1);
        Statement one = next();
        CompletableFuture<Optional<String>> second = ask(2);
        Statement two = next();
        CompletableFuture<Optional<String>> waiting = askWhileBusy(3).getFirst();

        CompletableFuture.delayedExecutor(600, TimeUnit.MILLISECONDS, requests)
                .execute(() ->
                        one.rows().completeExceptionally(new IllegalStateException("silent")));

        for (CompletableFuture<Optional<String>> each : List.of(first, waiting)) {
            assertThatThrownBy(each::join)
                    .hasCauseInstanceOf(BatchFailedException.class)
                    .hasRootCauseMessage("silent");
        }
        assertThat(statements).isEmpty();
        two.answer();
        assertThat(second.join()).contains("row 2");
    }

    @Test
    void waitingHasAnEndAndLeavesNothingBehind() throws Exception {
        var _ = ask(1);
        Statement one = next();
        CompletableFuture<Optional<String>> second = ask(2);
        Statement two = next();

        CompletableFuture<Optional<String>> impatient = askWhileBusy(3).getFirst();
        assertThatThrownBy(impatient::join).hasCauseInstanceOf(Refusal.class);
        assertThat(loader.waiting()).isZero();

        one.answer();
        two.answer();
        assertThat(second.join()).contains("row 2");
        CompletableFuture<Optional<String>> later = ask(4);
        next().answer();
        assertThat(later.join()).contains("row 4");
    }

    @Test
    void queueIsBounded() throws Exception {
        var _ = ask(1);
        next();
        var _ = ask(2);
        next();
        askWhileBusy(IntStream.range(100, 100 + 1024).toArray());

        assertThatThrownBy(() -> loader.load(9)).isInstanceOf(Refusal.class);
    }

    @Test
    void everyAnswerIsItsOwnUnderLoad() throws Exception {
        BatchLoader<Integer, String> quick =
                new BatchLoader<>(
                        keys ->
                                keys.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Function.identity(), key -> "row " + key)),
                        sizes);
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Void>> all =
                IntStream.range(0, 200)
                        .mapToObj(client ->
                                CompletableFuture.runAsync(
                                        () -> {
                                            awaitStart(start);
                                            for (int i = 0; i < 500; i++) {
                                                int key = client * 1000 + i;
                                                assertThat(quick.load(key)).contains("row " + key);
                                            }
                                        },
                                        requests))
                        .toList();
        start.countDown();

        assertThat(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)))
                .succeedsWithin(Duration.ofSeconds(25));
        assertThat(quick.waiting()).isZero();
    }

    private static void awaitStart(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
