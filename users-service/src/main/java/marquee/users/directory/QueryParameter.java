package marquee.users.directory;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import marquee.users.contact.Text;
import marquee.users.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** Reads one parameter of the query, and refuses it by name where its meaning is not clear. */
public final class QueryParameter {

    private QueryParameter() {}

    /** Refuses unknown names: where a request writes, a misspelt one must not be ignored. */
    public static void onlyKnown(HttpServletRequest request, Set<String> known) {
        for (String found : Collections.list(request.getParameterNames())) {
            if (!known.contains(found)) {
                throw Refusal.invalidParameter(
                        "Expected only the query parameters %s, found \"%s\"."
                                .formatted(
                                        String.join(", ", new TreeSet<>(known)),
                                        Refusal.abridged(found)));
            }
        }
    }

    public static @Nullable String optional(
            HttpServletRequest request, String name, int maxLength) {
        for (String found : Collections.list(request.getParameterNames())) {
            if (found.startsWith(name + "[")) {
                throw Refusal.invalidParameter(
                        "Expected the query parameter \"%s\" as a plain name, found brackets."
                                .formatted(name));
            }
        }
        String[] values = request.getParameterValues(name);
        if (values == null) {
            return null;
        }
        if (values.length > 1) {
            throw Refusal.invalidParameter(
                    "Expected the query parameter \"%s\" once, found it %d times."
                            .formatted(name, values.length));
        }
        String value = values[0];
        if (value.isBlank()) {
            throw Refusal.invalidParameter(
                    "Expected a value for the query parameter \"%s\", found it blank."
                            .formatted(name));
        }
        if (Text.length(value) > maxLength) {
            throw Refusal.invalidParameter(
                    "Expected the query parameter \"%s\" to have at most %d characters, found %d."
                            .formatted(name, maxLength, Text.length(value)));
        }
        if (!Text.isPlain(value)) {
            throw Refusal.invalidParameter(
                    "Expected text for the query parameter \"%s\", found a control character."
                            .formatted(name));
        }
        return value;
    }
}
