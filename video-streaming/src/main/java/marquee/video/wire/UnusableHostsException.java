package marquee.video.wire;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Stops a start whose {@code ALLOWED_HOSTS} has a part that is no host. */
final class UnusableHostsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableHostsException(String found) {
        super(
                "ALLOWED_HOSTS must be host names with commas between them and without ports; it has \"%s\"."
                        .formatted(found));
    }

    /** Says so before others see a failure of binding in it. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class Analyzer extends AbstractFailureAnalyzer<UnusableHostsException> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, UnusableHostsException cause) {
            return new FailureAnalysis(
                    cause.getMessage(),
                    "Set it to such as \"localhost,127.0.0.1,[::1]\", or leave it out to allow any.",
                    cause);
        }
    }
}
