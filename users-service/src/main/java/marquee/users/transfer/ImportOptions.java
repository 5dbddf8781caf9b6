package marquee.users.transfer;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import marquee.users.directory.QueryParameter;
import marquee.users.problem.Refusal;

/**
 * What the client wants of an import.
 *
 * @param onConflict what becomes of a line whose address the directory has, with other content;
 *     {@code error} by default
 * @param atomic whether one line at fault keeps all others out; false by default
 * @param dryRun whether the report is all that is wanted; false by default
 */
record ImportOptions(OnConflict onConflict, boolean atomic, boolean dryRun) {

    private static final Set<String> PARAMETERS = Set.of("onConflict", "atomic", "dryRun");

    private static final int MAX_LENGTH = 100;

    enum OnConflict {
        ERROR,
        SKIP,
        UPDATE
    }

    /** Reads the query, and refuses what it does not know: a misspelt dryRun would import. */
    static ImportOptions of(HttpServletRequest request) {
        QueryParameter.onlyKnown(request, PARAMETERS);
        return new ImportOptions(
                onConflict(request), flag(request, "atomic"), flag(request, "dryRun"));
    }

    private static OnConflict onConflict(HttpServletRequest request) {
        String text = QueryParameter.optional(request, "onConflict", MAX_LENGTH);
        return switch (text) {
            case null -> OnConflict.ERROR;
            case "error" -> OnConflict.ERROR;
            case "skip" -> OnConflict.SKIP;
            case "update" -> OnConflict.UPDATE;
            default ->
                    throw Refusal.invalidParameter(
                            "Expected the query parameter \"onConflict\" to be error, skip or"
                                    + " update, found \"%s\".".formatted(text));
        };
    }

    private static boolean flag(HttpServletRequest request, String name) {
        String text = QueryParameter.optional(request, name, MAX_LENGTH);
        return switch (text) {
            case null -> false;
            case "false" -> false;
            case "true" -> true;
            default ->
                    throw Refusal.invalidParameter(
                            "Expected the query parameter \"%s\" to be true or false, found \"%s\"."
                                    .formatted(name, text));
        };
    }
}
