package marquee.video.wire;

import org.jspecify.annotations.Nullable;

/** Answers the requests for files, beside Spring, which answers all others. */
public interface FileHandler {

    /**
     * Whose disk a request is about to wait for: requests of one lane share a few disk threads, so
     * that a file that cannot be read holds up its own viewers only. Called on the event loop.
     *
     * @return null for a request that is Spring's
     */
    @Nullable String lane(Request request);

    /** The template of the address, for a request that has a lane. */
    String route(Request request);

    /** Whether {@link #answer} would not have to wait for a disk. Called on the event loop. */
    boolean isAtHand(String lane);

    /** Called once, where {@link #lane} named one: on a disk thread, unless all is at hand. */
    Answer answer(Request request);
}
