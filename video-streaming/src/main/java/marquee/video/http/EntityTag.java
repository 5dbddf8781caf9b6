package marquee.video.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An entity tag and its two comparisons (RFC 9110 §8.8.3). */
public record EntityTag(boolean weak, String opaque) {

    public static EntityTag strong(String opaque) {
        return new EntityTag(false, opaque);
    }

    static Optional<EntityTag> parse(String text) {
        int end = end(text, 0);
        return end > 0 && end == text.length() ? Optional.of(tag(text, 0, end)) : Optional.empty();
    }

    /**
     * Parses a list of tags, which may have commas in them; empty when it is not valid. Elements
     * may be empty (RFC 9110 §5.6.1.2).
     */
    static List<EntityTag> parseList(String text) {
        List<EntityTag> tags = new ArrayList<>();
        for (int at = 0; at < text.length(); at++) { // past a comma
            at = OptionalWhitespace.end(text, at, text.length());
            int end = end(text, at);
            if (end > at) {
                tags.add(tag(text, at, end));
                at = OptionalWhitespace.end(text, end, text.length());
            }
            if (at < text.length() && text.charAt(at) != ',') {
                return List.of();
            }
        }
        return tags;
    }

    /** Returns where the tag ends that begins at a place; the same place where none does. */
    private static int end(String text, int from) {
        int at = text.startsWith("W/", from) ? from + 2 : from;
        if (!text.startsWith("\"", at)) {
            return from;
        }
        do {
            at++;
        } while (at < text.length() && isInTag(text.charAt(at)));
        return text.startsWith("\"", at) ? at + 1 : from;
    }

    /** Whether a character is an {@code etagc} (RFC 9110 §8.8.3). */
    private static boolean isInTag(char c) {
        return c == 0x21 || (c >= 0x23 && c <= 0x7E) || (c >= 0x80 && c <= 0xFF);
    }

    private static EntityTag tag(String text, int from, int end) {
        boolean weak = text.charAt(from) == 'W';
        return new EntityTag(weak, text.substring(from + (weak ? 3 : 1), end - 1));
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
