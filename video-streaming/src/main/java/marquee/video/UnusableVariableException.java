package marquee.video;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** An environment variable is set to what the service cannot use. */
final class UnusableVariableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableVariableException(String name, String expected, String found) {
        super("%s: expected %s, found %s.".formatted(name, expected, found));
    }

    /** Makes it the one line that the start ends with. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class Analyzer extends AbstractFailureAnalyzer<UnusableVariableException> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, UnusableVariableException cause) {
            return new FailureAnalysis(cause.getMessage(), "", cause);
        }
    }
}
