package marquee.users.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides twice a second whether a standby serves reads: while it answers and its rows are no older
 * than DATABASE_READ_LAG. One that did not serve has to be in half that time for four looks.
 */
final class StandbyWatch extends Watch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StandbyWatch.class);

    private static final int LOOKS_UNTIL_TRUSTED = 4;

    /** What was seen last. */
    enum State {
        NOT_SEEN_YET,
        SERVES,
        LAGS,
        GONE
    }

    private final Standby pool;
    private final Positions primary;
    private final long mostLag;
    private final long begin = System.nanoTime();
    private volatile OptionalLong moment = OptionalLong.empty();
    private volatile State state = State.NOT_SEEN_YET;
    private int good;

    StandbyWatch(
            Standby pool,
            OwnConnection own,
            Positions primary,
            Duration mostLag,
            MeterRegistry meters) {
        super("standby-watch", own);
        this.pool = pool;
        this.primary = primary;
        this.mostLag = mostLag.toNanos();
        Gauge.builder("database.standby.lag", this, watch -> watch.lag() / 1e9)
                .description(
                        "The most that the rows of the standby may be older than the primary's")
                .baseUnit("seconds")
                .register(meters);
    }

    /** The connections for reads; this is no bean, because who asks for one means the primary's. */
    DataSource connections() {
        return pool;
    }

    boolean serves() {
        return state == State.SERVES;
    }

    /** Says in words what reads are served by, and why. */
    String describe() {
        String lag = String.format(Locale.ROOT, "%.1f s", lag() / 1e9);
        return switch (state) {
            case NOT_SEEN_YET -> "not seen yet";
            case SERVES -> "serves reads, behind by %s at most".formatted(lag);
            case LAGS -> "behind by up to %s: the primary serves reads".formatted(lag);
            case GONE -> "gone: the primary serves reads";
        };
    }

    /** In nanoseconds; half a second is rest. Since the start where nothing is known. */
    private long lag() {
        return System.nanoTime() - moment.orElse(begin);
    }

    @Override
    void look() {
        try {
            Replay replay = Replay.of(own.get());
            if (!replay.standby()) {
                throw new SQLException("This is a primary now");
            }
            OptionalLong later = replay.moment(primary);
            if (later.isPresent()) {
                moment = later;
            }
            judge();
        } catch (SQLException e) {
            own.abort();
            good = 0;
            become(State.GONE);
        }
    }

    private void judge() {
        long allowed = serves() ? mostLag : mostLag / 2;
        boolean near = moment.isPresent() && lag() <= allowed;
        good = near ? good + 1 : 0;
        if (near && (serves() || good >= LOOKS_UNTIL_TRUSTED)) {
            become(State.SERVES);
        } else if (!near && lag() > allowed) {
            own.abort(); // the next connection may be to another standby
            become(State.LAGS);
        }
    }

    private void become(State next) {
        State before = state;
        state = next;
        if (next == State.SERVES && before != next) {
            log.info("A standby serves reads");
        } else if (before != next) {
            log.warn("The standby is {}", describe());
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
