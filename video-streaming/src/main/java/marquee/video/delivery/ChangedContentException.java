package marquee.video.delivery;

import java.io.IOException;

/** Reports a file that is in another state than it was found in, or gone: look for it again. */
public final class ChangedContentException extends IOException {

    private static final long serialVersionUID = 1L;

    public ChangedContentException(Exception cause) {
        super("Expected the file to be as it was found", cause);
    }
}
