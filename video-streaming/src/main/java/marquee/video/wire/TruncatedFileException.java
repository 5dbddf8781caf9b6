package marquee.video.wire;

import java.io.IOException;

/**
 * Reports a file that is shorter now than the length that was announced. Only the connection's end
 * can say so.
 */
final class TruncatedFileException extends IOException {

    private static final long serialVersionUID = 1L;

    TruncatedFileException() {
        super("The file was cut short while it was sent");
    }
}
