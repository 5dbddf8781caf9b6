package marquee.video.library;

import marquee.video.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The video folder cannot be read now; a volume may go, and come again. */
final class UnreadableFolderException extends ResponseStatusException {

    private static final long serialVersionUID = 1L;

    UnreadableFolderException(Exception cause) {
        super(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The video folder cannot be read at the moment.",
                cause);
    }

    Problem problem() {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(getReason()));
    }
}
