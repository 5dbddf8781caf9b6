package marquee.video.wire;

import org.jspecify.annotations.Nullable;

/** Answers the requests for files; Spring answers all others. */
public interface FileHandler {

    /**
     * What a request is for. Requests of one lane share a few disk threads, so that a file that
     * cannot be read delays its own viewers only.
     *
     * @param route the template of the address
     */
    record Lane(String name, String route) {}

    /**
     * Finds the lane of a request. Called on the event loop.
     *
     * @return null for a request that Spring answers
     */
    @Nullable Lane lane(Request request);

    /** Whether {@link #answer} would not have to wait for a disk. Called on the event loop. */
    boolean isAtHand(Lane lane);

    /** Answers a request with a lane, once: on a disk thread, unless it needs no disk. */
    Answer answer(Request request);
}
