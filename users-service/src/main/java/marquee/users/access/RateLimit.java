package marquee.users.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * Counts requests by client: each may send as many as the quota allows at once, and regains them
 * evenly over its period. Counters take 5 MB at most. When there are more clients than counters,
 * those that ask least often are forgotten first and start with a full quota, so that nobody is
 * refused because of others.
 */
final class RateLimit {

    static final int MAX_CLIENTS = 10_000;

    private final Quota quota;
    private final TimeMeter clock;
    private final Cache<Long, Bucket> clients;

    RateLimit(Quota quota, TimeMeter clock) {
        this.quota = quota;
        this.clock = clock;
        clients =
                Caffeine.newBuilder()
                        .maximumSize(MAX_CLIENTS)
                        .expireAfterAccess(quota.window()) // by then its quota is full again
                        .executor(Runnable::run) // the bound holds at any moment
                        .build();
    }

    Quota quota() {
        return quota;
    }

    /**
     * @param remaining how many more there may be now
     * @param reset until there may be as many as ever
     * @param next until there may be one, where this was one too many
     */
    record Count(boolean admitted, long remaining, Duration reset, Duration next) {}

    Count count(long client) {
        ConsumptionProbe probe =
                clients.get(client, _ -> newBucket()).tryConsumeAndReturnRemaining(1);
        return new Count(
                probe.isConsumed(),
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForReset()),
                Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    long clients() {
        return clients.estimatedSize();
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(quota.requests())
                                .refillGreedy(quota.requests(), quota.window()))
                .withCustomTimePrecision(clock)
                .build();
    }
}
