package marquee.users.database;

import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Explains in one line, by SQLSTATE, why the service could not start with this database. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    private static final String OWNER = "DATABASE_OWNER";

    private final Environment environment;

    DatabaseFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    /** Describes a failure after the start; never null. */
    FailureAnalysis describe(Throwable failure) {
        FailureAnalysis analysis = analyze(failure);
        return analysis == null
                ? new FailureAnalysis(String.valueOf(failure.getMessage()), "", failure)
                : analysis;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        String where =
                "%s:%s"
                        .formatted(
                                variable("DATABASE_HOST", "localhost"),
                                variable("DATABASE_PORT", "5432"));
        String name = variable("DATABASE_NAME", "users");
        if (state.startsWith("28")) {
            boolean owner = isOfMigrations(rootFailure) && environment.containsProperty(OWNER);
            String user = owner ? OWNER : "DATABASE_USER";
            return analysis(
                    cause,
                    "The database at %s does not let user \"%s\" in."
                            .formatted(where, variable(user, "users_service")),
                    owner
                            ? "Check DATABASE_OWNER and DATABASE_OWNER_PASSWORD."
                            : "Check DATABASE_USER and DATABASE_PASSWORD.");
        }
        if (state.equals("3D000")) {
            return analysis(
                    cause,
                    "The database at %s has no database \"%s\".".formatted(where, name),
                    "Check DATABASE_NAME.");
        }
        return analysis(
                cause,
                "The database at %s refused what the start needs (SQLSTATE %s): %s."
                        .formatted(where, state, primaryMessage(cause)),
                "");
    }

    private static boolean isOfMigrations(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof FlywayException);
    }

    /** Returns the message without its detail, which would quote the row. */
    private static @Nullable String primaryMessage(SQLException cause) {
        return cause instanceof PSQLException refused && refused.getServerErrorMessage() != null
                ? refused.getServerErrorMessage().getMessage()
                : cause.getMessage();
    }

    private String variable(String name, String unset) {
        return environment.getProperty(name, unset);
    }

    private static FailureAnalysis analysis(SQLException cause, String description, String action) {
        return new FailureAnalysis(description, action, cause);
    }
}
