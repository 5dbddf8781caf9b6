package marquee.video.delivery;

import java.nio.file.Path;
import marquee.video.problem.ProblemType;

/**
 * Describes a file that may be sent.
 *
 * @param path the real path, which has no links in it
 * @param state the state in which it was found
 * @param local whether the kernel itself has the file system, not a network or a process in user
 *     space
 * @param name the file name for whoever saves it
 */
public record StoredFile(
        Path path, FileState state, boolean local, String name, String contentType, Kind kind) {

    /** The word for it in error messages. */
    public enum Kind {
        VIDEO("video", ProblemType.VIDEO_NOT_FOUND),
        CAPTIONS("captions", ProblemType.CAPTIONS_NOT_FOUND);

        private final String text;
        private final ProblemType missing;

        Kind(String text, ProblemType missing) {
            this.text = text;
            this.missing = missing;
        }

        ProblemType missing() {
            return missing;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
