package marquee.video.delivery;

import java.io.IOException;
import java.time.Instant;
import marquee.video.http.Representation;
import marquee.video.wire.Answer;

/** One state of a file, ready to be sent until it is left. */
public interface Content extends Answer.Held {

    Representation representation(Instant now);

    /**
     * Returns a part of it. May wait.
     *
     * @throws ChangedContentException where it is in another state by now
     */
    Answer.Piece part(long first, long length) throws IOException;

    /** Where the states of one file come from. */
    @FunctionalInterface
    interface Source {

        /** Opens the file in the state in which it was found, or a later one. May wait. */
        Content open() throws IOException;
    }
}
