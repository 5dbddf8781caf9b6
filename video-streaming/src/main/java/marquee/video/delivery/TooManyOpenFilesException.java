package marquee.video.delivery;

import java.io.IOException;

/** Refuses to open another state of a file when too many are being sent. */
final class TooManyOpenFilesException extends IOException {

    private static final long serialVersionUID = 1L;

    TooManyOpenFilesException() {
        super("Expected fewer files to be open at a time");
    }
}
