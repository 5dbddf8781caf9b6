package marquee.users.database;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.sql.DataSource;
import marquee.users.problem.DatabaseErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Sends reads to a standby, where there is one that does not lag. Who may write reads the primary,
 * and so sees what it wrote; who may not has written nothing. A read that the standby fails is made
 * again at the primary.
 */
@Component
public final class Reads {

    private final DataSource primary;
    private final @Nullable StandbyWatch standby;
    private final BooleanSupplier mayWrite;
    private final Counter ofPrimary;
    private final Counter ofStandby;

    Reads(
            DataSource primary,
            ObjectProvider<StandbyWatch> standby,
            BooleanSupplier mayWrite,
            MeterRegistry meters) {
        this.primary = primary;
        this.standby = standby.getIfAvailable();
        this.mayWrite = mayWrite;
        ofPrimary = counter(meters, "primary");
        ofStandby = counter(meters, "standby");
    }

    private static Counter counter(MeterRegistry meters, String server) {
        return Counter.builder("database.reads")
                .description("Reads of the directory, by the server that answered or failed last")
                .tag("server", server)
                .register(meters);
    }

    /** Makes one for each server that can be read: what reads there. */
    public <T> Of<T> each(Function<DataSource, T> make) {
        return new Of<>(
                make.apply(primary), standby == null ? null : make.apply(standby.connections()));
    }

    /** Whether the request of this thread, if it reads, can do without the primary. */
    boolean areServedByStandby() {
        return standby != null && standby.serves() && !mayWrite.getAsBoolean();
    }

    /** What reads at the primary, and what reads at the standby. */
    public final class Of<T> {

        private final T atPrimary;
        private final @Nullable T atStandby;

        private Of(T atPrimary, @Nullable T atStandby) {
            this.atPrimary = atPrimary;
            this.atStandby = atStandby;
        }

        /** Reads with one of them, and with that of the primary where the other fails. */
        public <R> R read(Function<T, R> statement) {
            if (atStandby != null && areServedByStandby()) {
                try {
                    R answer = statement.apply(atStandby);
                    ofStandby.increment();
                    return answer;
                } catch (RuntimeException e) {
                    // The standby also gives up a statement that is in the way of its replay.
                    if (!DatabaseErrors.isAway(e) && !DatabaseErrors.isConflict(e)) {
                        throw e;
                    }
                }
            }
            ofPrimary.increment();
            return statement.apply(atPrimary);
        }
    }
}
