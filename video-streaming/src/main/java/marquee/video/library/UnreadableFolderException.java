package marquee.video.library;

import marquee.video.problem.Problem;
import marquee.video.problem.ProblemType;

/** Reports that the video folder cannot be read now, such as a volume that is unmounted. */
final class UnreadableFolderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableFolderException(Exception cause) {
        super("The video folder cannot be read at the moment.", cause);
    }

    Problem problem() {
        return new Problem(ProblemType.FOLDER_UNREADABLE, String.valueOf(getMessage()));
    }
}
