package marquee.video.bucket;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs when the store begins to fail at something, and when it is over; not each failure. */
final class Outage {

    private static final Logger log = LoggerFactory.getLogger(Outage.class);

    private final String what;
    private final AtomicBoolean lasts = new AtomicBoolean();

    /**
     * @param what cannot be done: "listed", "read"
     */
    Outage(String what) {
        this.what = what;
    }

    void begins(StoreUnavailableException cause) {
        if (!lasts.getAndSet(true)) {
            log.warn("The store of the videos cannot be {}: {}", what, cause.getMessage());
        }
    }

    boolean lasts() {
        return lasts.get();
    }

    void ends() {
        if (lasts.get() && lasts.getAndSet(false)) {
            log.info("The store of the videos can be {} again", what);
        }
    }
}
