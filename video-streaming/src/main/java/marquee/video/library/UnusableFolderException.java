package marquee.video.library;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Stops a start whose {@code VIDEO_DIR} holds no library. */
final class UnusableFolderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableFolderException(String dir, String finding) {
        super("VIDEO_DIR must be a folder with videos; \"%s\" %s.".formatted(dir, finding));
    }

    /** Says so to whoever started the service, before others see a failure of binding in it. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class Analyzer extends AbstractFailureAnalyzer<UnusableFolderException> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, UnusableFolderException cause) {
            return new FailureAnalysis(
                    cause.getMessage(),
                    "Set the environment variable VIDEO_DIR to the path of one.",
                    cause);
        }
    }
}
