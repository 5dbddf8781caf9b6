package marquee.video.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An entity tag and its two comparisons (RFC 9110 §8.8.3). */
public record EntityTag(boolean weak, String opaque) {

    private static final String TAG = "(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"";
    private static final Pattern ONE = Pattern.compile(TAG);

    /** Matches one element of a list up to its comma; it may be empty (RFC 9110 §5.6.1.2). */
    private static final Pattern ELEMENT =
            Pattern.compile("[ \\t]*+(?:" + TAG + ")?+[ \\t]*+(?:,|\\z)");

    public static EntityTag strong(String opaque) {
        return new EntityTag(false, opaque);
    }

    static Optional<EntityTag> parse(String text) {
        Matcher matcher = ONE.matcher(text);
        return matcher.matches() ? Optional.of(tag(matcher)) : Optional.empty();
    }

    /** Parses a list of tags, which may have commas in them; empty when it is not valid. */
    static List<EntityTag> parseList(String text) {
        List<EntityTag> tags = new ArrayList<>();
        Matcher element = ELEMENT.matcher(text);
        while (element.regionStart() < text.length()) {
            if (!element.lookingAt()) {
                return List.of();
            }
            if (element.group(2) != null) {
                tags.add(tag(element));
            }
            element.region(element.end(), text.length());
        }
        return tags;
    }

    private static EntityTag tag(Matcher matcher) {
        return new EntityTag(matcher.group(1) != null, matcher.group(2));
    }

    /** Compares strongly (RFC 9110 §8.8.3.2): both are strong, and equal. */
    boolean matchesStrongly(EntityTag other) {
        return !weak && !other.weak && opaque.equals(other.opaque);
    }

    /** Compares weakly (RFC 9110 §8.8.3.2): equal, weak or not. */
    boolean matchesWeakly(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    @Override
    public String toString() {
        return (weak ? "W/\"" : "\"") + opaque + '"';
    }
}
