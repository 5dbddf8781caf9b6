package marquee.users;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address as typed, and the one rule by which two of them are the same: the fold.
 *
 * <p>ASCII letters fold to lower case, which is what {@code lower(email collate "C")} does in the
 * unique index. An address outside ASCII is brought to Unicode's normal form C, and its domain to
 * lower case and A-labels, so that {@code bücher.example} and {@code xn--bcher-kva.example} are
 * one. Nothing else folds: no accents, no compatibility characters, no dots or tags.
 */
record EmailAddress(String text) {

    static final int MAX_LENGTH = 254;

    /** What the unique index holds for this address. */
    String fold() {
        return fold(text);
    }

    /** The fold where the database cannot compute it by itself. */
    @Nullable String foldToKeep() {
        return isAscii(text) ? null : fold();
    }

    /**
     * The fold of an address in a query. No address has a space, so a space is a plus sign that was
     * not percent-encoded.
     */
    static String foldAsked(String text) {
        return fold(text.replace(' ', '+'));
    }

    private static String fold(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        int at = text.lastIndexOf('@');
        String local =
                Normalizer.normalize(lowerAscii(text.substring(0, at + 1)), Normalizer.Form.NFC);
        return local + foldDomain(text.substring(at + 1));
    }

    private static String foldDomain(String domain) {
        // One code point at a time: in context, Java's lower case has two forms of sigma.
        String lower =
                Normalizer.normalize(domain, Normalizer.Form.NFC)
                        .codePoints()
                        .mapToObj(c -> Character.toString(c).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining());
        return Arrays.stream(lower.split("[.。．｡]", -1))
                .map(label -> isAscii(label) ? label : "xn--" + Punycode.encode(label))
                .collect(Collectors.joining("."));
    }

    private static String lowerAscii(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return lower.toString();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
