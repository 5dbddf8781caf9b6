package marquee.video.http;

import java.util.List;
import java.util.Optional;

/** The field lines of a request by their name: all that the core sees of HTTP. */
@FunctionalInterface
public interface Fields {

    List<String> lines(String name);

    /** The value of a field that is no list; none when it is missing or came more than once. */
    default Optional<String> single(String name) {
        List<String> lines = lines(name);
        return lines.size() == 1 ? Optional.of(lines.getFirst()) : Optional.empty();
    }
}
