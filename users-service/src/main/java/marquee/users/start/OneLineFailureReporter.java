package marquee.users.start;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Logs in one line why the service could not start; Spring Boot's own report takes ten. */
public final class OneLineFailureReporter implements FailureAnalysisReporter {

    private static final Logger log = LoggerFactory.getLogger(OneLineFailureReporter.class);

    @Override
    public void report(FailureAnalysis analysis) {
        log.error("{}", oneLine(analysis.getDescription(), analysis.getAction()));
    }

    private static String oneLine(@Nullable String... texts) {
        return Arrays.stream(texts)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "))
                .strip()
                .replaceAll("\\s+", " ");
    }
}
