package marquee.users.start;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.PlaceholderResolutionException;

/**
 * Names the environment variable that is required and not set. A variable is required because
 * {@code application.yaml} uses it without a default.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingVariableAnalyzer
        extends AbstractFailureAnalyzer<PlaceholderResolutionException> {

    @Override
    protected @Nullable FailureAnalysis analyze(
            Throwable rootFailure, PlaceholderResolutionException cause) {
        String name = cause.getPlaceholder();
        return new FailureAnalysis(
                name + " is required and not set.",
                "Set the environment variable %s, or %s_FILE to the path of a file that holds it."
                        .formatted(name, name),
                cause);
    }
}
