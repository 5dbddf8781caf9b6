package marquee.users.start;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Ends a start where an environment variable is set to what the service cannot use. */
public final class UnusableVariableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Describes the value where it cannot be quoted, such as a key. */
    public UnusableVariableException(String name, String expected, String description) {
        super("%s: expected %s, found %s.".formatted(name, expected, description));
    }

    public UnusableVariableException(String name, String expected, String found, Throwable cause) {
        super("%s: expected %s, found \"%s\".".formatted(name, expected, found), cause);
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
