package marquee.video.delivery;

import java.nio.file.Path;
import marquee.video.problem.ProblemType;

/**
 * A file that may be sent.
 *
 * @param path its real path, which no link is part of
 * @param state the state that it was found in
 * @param local whether its file system answers by itself, and not over a network or in user space
 * @param name what it is called where it is saved
 */
public record StoredFile(
        Path path, FileState state, boolean local, String name, String contentType, Kind kind) {

    /** What errors call it. */
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
