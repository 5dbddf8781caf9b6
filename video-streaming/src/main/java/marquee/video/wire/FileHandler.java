package marquee.video.wire;

import org.jspecify.annotations.Nullable;

/** Answers the requests for files; Spring answers all others. */
public interface FileHandler {

    /**
     * Names the lane of a request. Requests of one lane share a few disk threads, so that a file
     * that cannot be read delays its own viewers only. Called on the event loop.
     *
     * @return null for a request that Spring answers
     */
    @Nullable String lane(Request request);

    /** Returns the template of the address, for a request with a lane. */
    String route(Request request);

    /** Whether {@link #answer} would not have to wait for a disk. Called on the event loop. */
    boolean isAtHand(String lane);

    /** Answers a request with a lane, once: on a disk thread, unless it needs no disk. */
    Answer answer(Request request);
}
