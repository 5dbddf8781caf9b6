package marquee.users;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The list of entity-tags in a precondition (RFC 9110 section 8.8.3). */
final class EntityTags {

    private static final Pattern TAG =
            Pattern.compile("\\G[ \\t,]*(W/)?(\"[!#-~\\x80-\\xff]*\")[ \\t]*(?=,|$)");

    private EntityTags() {}

    /** Section 13.1.1: strong comparison. */
    static boolean ifMatchHolds(@Nullable String header, String current) {
        return header == null || names(header, current, false);
    }

    /** Section 13.1.2: weak comparison. */
    static boolean ifNoneMatchHolds(@Nullable String header, String current) {
        return header == null || !names(header, current, true);
    }

    private static boolean names(String header, String current, boolean weakToo) {
        if (header.strip().equals("*")) {
            return true;
        }
        Matcher tags = TAG.matcher(header);
        while (tags.find()) {
            if (tags.group(2).equals(current) && (weakToo || tags.group(1) == null)) {
                return true;
            }
        }
        return false;
    }
}
