package marquee.video.delivery;

import java.io.IOException;

/** Refuses to open another state of a file, or to send another, when too many are being sent. */
public final class TooManyOpenFilesException extends IOException {

    private static final long serialVersionUID = 1L;

    public TooManyOpenFilesException() {
        super("Expected fewer files to be open at a time");
    }
}
