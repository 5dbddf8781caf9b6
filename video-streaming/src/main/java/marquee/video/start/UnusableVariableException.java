package marquee.video.start;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Ends a start where an environment variable is set to what the service cannot use. */
public final class UnusableVariableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong in one line.
     *
     * @param description the value in quotes, or what it is where it cannot be quoted
     */
    public UnusableVariableException(String name, String expected, String description) {
        super("%s: expected %s, found %s.".formatted(name, expected, description));
    }

    /** Makes it the one line that the start ends with, before others see a failure of binding. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class Analyzer extends AbstractFailureAnalyzer<UnusableVariableException> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, UnusableVariableException cause) {
            return new FailureAnalysis(cause.getMessage(), "", cause);
        }
    }
}
