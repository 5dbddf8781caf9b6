package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Look-ups share statements; what one of them says is never older than its question. */
@WholeService
class FreshAnswersIT {

    private static final int WRITES = 150;
    private static final int READERS = 40;

    @Autowired JdbcClient database;

    private Http http;

    @BeforeEach
    void sampleUsers(@LocalServerPort int port) {
        http = new Http(port);
        Rows.theSimpsons(database);
    }

    @Test
    void lookUpThatBeginsAfterAWriteIsAcknowledgedSeesIt() {
        AtomicLong acknowledged = new AtomicLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Void> writer =
                    CompletableFuture.runAsync(
                            () -> {
                                for (long n = 1; n <= WRITES; n++) {
                                    write(n);
                                    acknowledged.set(n);
                                }
                            },
                            threads);
            List<CompletableFuture<Void>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(
                        CompletableFuture.runAsync(
                                () -> {
                                    while (!writer.isDone()) {
                                        long before = acknowledged.get();
                                        assertThat(read()).isGreaterThanOrEqualTo(before);
                                    }
                                },
                                threads));
            }

            assertThat(writer).succeedsWithin(Duration.ofSeconds(60));
            assertThat(CompletableFuture.allOf(readers.toArray(CompletableFuture[]::new)))
                    .succeedsWithin(Duration.ofSeconds(30));
        }
        assertThat(count(http.get("/users/1"))).isEqualTo(WRITES);
    }

    private void write(long n) {
        HttpResponse<String> answer =
                http.send(
                        "PUT",
                        "/users/1",
                        "{\"email\":\"homer@thesimpsons.com\",\"phoneNumber\":\"+1 888 %03d 1111\"}"
                                .formatted(200 + n),
                        "Content-Type",
                        "application/json");
        assertThat(answer).hasStatus(200);
    }

    /** By one of three ways, among look-ups of others that share the statement. */
    private long read() {
        String way =
                switch (ThreadLocalRandom.current().nextInt(3)) {
                    case 0 -> "/users/1";
                    case 1 -> "/search?email=nobody@thesimpsons.com";
                    default -> "/search?email=HOMER@thesimpsons.com";
                };
        HttpResponse<String> answer = http.get(way);
        if (way.contains("nobody")) {
            assertThat(answer).isProblem(404);
            return Long.MAX_VALUE;
        }
        return count(answer);
    }

    private static long count(HttpResponse<String> answer) {
        assertThat(Http.json(answer).at("/email").asString()).isEqualTo("homer@thesimpsons.com");
        String number = Http.json(answer).at("/phoneNumber").asString();
        return number.equals("+1 888 123 1111") ? 0 : Long.parseLong(number.substring(7, 10)) - 200;
    }
}
