package marquee.video;

import java.nio.file.Path;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Stops a start whose {@code VIDEO_DIR} holds no library. */
final class UnusableFolder extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableFolder(Path dir, String finding) {
        super("VIDEO_DIR must be a folder with videos; \"%s\" %s.".formatted(dir, finding));
    }

    /** Says so to whoever started the service. */
    static final class Analyzer extends AbstractFailureAnalyzer<UnusableFolder> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, UnusableFolder cause) {
            return new FailureAnalysis(
                    cause.getMessage(),
                    "Set the environment variable VIDEO_DIR to the path of one.",
                    cause);
        }
    }
}
