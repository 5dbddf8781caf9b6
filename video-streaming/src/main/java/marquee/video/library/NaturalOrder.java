package marquee.video.library;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Sorts titles as people do: 2 before 10, é beside e, and without regard to case. */
final class NaturalOrder {

    private static final Pattern ACCENT = Pattern.compile("\\p{M}+");
    private static final Pattern NUMBER = Pattern.compile("0*([0-9]{1,100})");

    private NaturalOrder() {}

    /** Returns a key whose plain order is the natural order of {@code text}. */
    static String key(String text) {
        String base =
                ACCENT.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        // Each number follows its length, so that a shorter one sorts first.
        return NUMBER.matcher(base.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT))
                .replaceAll(n -> "0" + (char) ('0' + n.group(1).length()) + n.group(1));
    }
}
