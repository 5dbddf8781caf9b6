package marquee.users.contact;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds an e-mail address as typed, and defines when two are the same: when they have one fold.
 *
 * <p>ASCII letters fold to lower case, which is what {@code lower(email collate "C")} does in the
 * unique index. An address outside ASCII is brought to Unicode's normal form C, and its domain to
 * lower case and A-labels, so that {@code bücher.example} and {@code xn--bcher-kva.example} are
 * one. Nothing else folds: no accents, no compatibility characters, no dots or tags.
 */
public record EmailAddress(String text) {

    /** In characters (code points). */
    public static final int MAX_LENGTH = 254;

    static final String EXPECTED = "Expected an e-mail address of at most 254 characters.";

    /** RFC 5321 §4.5.3.1.1. */
    private static final int MAX_LOCAL_OCTETS = 64;

    private static final Pattern LOCAL_PART =
            Pattern.compile(
                    "[^\\s\\p{Cntrl}\"(),:;<>@\\[\\\\\\].]+(?:\\.[^\\s\\p{Cntrl}\"(),:;<>@\\[\\\\\\].]+)*");
    private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");

    /** Parses RFC 5321 without quoted local parts and IP addresses; empty for any other text. */
    public static Optional<EmailAddress> parse(String text) {
        int at = text.lastIndexOf('@');
        boolean wellFormed =
                Text.length(text) <= MAX_LENGTH
                        && Text.isPlain(text)
                        && at > 0
                        && text.substring(0, at).getBytes(StandardCharsets.UTF_8).length
                                <= MAX_LOCAL_OCTETS
                        && LOCAL_PART.matcher(text.substring(0, at)).matches()
                        && text.substring(at + 1).codePoints().noneMatch(Character::isSpaceChar)
                        && DOMAIN.matcher(foldDomain(text.substring(at + 1))).matches();
        return wellFormed ? Optional.of(new EmailAddress(text)) : Optional.empty();
    }

    /** Returns the text that the unique index holds for this address. */
    public String fold() {
        return fold(text);
    }

    /** Returns the fold where the database cannot compute it, and null where it can. */
    public @Nullable String foldToKeep() {
        return Text.isAscii(text) ? null : fold();
    }

    /**
     * Folds an address of a query. An address has no spaces, so a space is a plus sign that was not
     * percent-encoded.
     */
    public static String foldAsked(String text) {
        return fold(text.replace(' ', '+'));
    }

    /** Folds a part of an address or number in the way that the index of parts does. */
    public static String foldPart(String text) {
        return lowerAscii(text);
    }

    private static String fold(String text) {
        if (Text.isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        int at = text.lastIndexOf('@');
        // Normal form first: a Kelvin sign is a K there, and has a lower case.
        String local =
                lowerAscii(Normalizer.normalize(text.substring(0, at + 1), Normalizer.Form.NFC));
        return local + foldDomain(text.substring(at + 1));
    }

    private static String foldDomain(String domain) {
        if (Text.isAscii(domain)) {
            return domain.toLowerCase(Locale.ROOT);
        }
        // One code point at a time: in context, Java's lower case has two forms of sigma.
        String lower =
                Normalizer.normalize(domain, Normalizer.Form.NFC)
                        .codePoints()
                        .mapToObj(c -> Character.toString(c).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining());
        return Arrays.stream(lower.split("[.。．｡]", -1))
                .map(label -> Text.isAscii(label) ? label : "xn--" + Punycode.encode(label))
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
}
