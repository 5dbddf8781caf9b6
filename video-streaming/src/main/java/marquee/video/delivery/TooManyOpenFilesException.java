package marquee.video.delivery;

import java.io.IOException;

/** More states of files are being sent than this process holds open. */
final class TooManyOpenFilesException extends IOException {

    private static final long serialVersionUID = 1L;

    TooManyOpenFilesException() {
        super("Expected fewer files to be open at a time");
    }
}
