package marquee.video.http;

import java.util.List;
import java.util.Optional;

/** Returns the field lines of a request by name. */
@FunctionalInterface
public interface Fields {

    List<String> lines(String name);

    /**
     * Whether there may be a field that makes the request conditional (RFC 9110 §13.1): where there
     * is none, as in nearly all, each of the five would be looked for in vain.
     */
    default boolean mayBeConditional() {
        return true;
    }

    /** Returns a field that is not a list; empty when it is missing or came more than once. */
    default Optional<String> single(String name) {
        List<String> lines = lines(name);
        return lines.size() == 1 ? Optional.of(lines.getFirst()) : Optional.empty();
    }
}
