package marquee.video.delivery;

import marquee.video.problem.ProblemType;

/**
 * Describes a file that may be sent.
 *
 * @param name the file name for whoever saves it
 */
public record StoredFile(Content.Source source, String name, String contentType, Kind kind) {

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
