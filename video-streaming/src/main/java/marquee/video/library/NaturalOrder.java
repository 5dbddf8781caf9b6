package marquee.video.library;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** The order in which people look for a title: 2 before 10, é beside e, whatever the case. */
final class NaturalOrder {

    private static final Pattern ACCENT = Pattern.compile("\\p{M}+");
    private static final Pattern NUMBER = Pattern.compile("0*([0-9]{1,100})");

    private NaturalOrder() {}

    /** A text whose plain order is the natural order of {@code text}. */
    static String key(String text) {
        String base =
                ACCENT.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        // A number is preceded by its length, so that the shorter one is the smaller one.
        return NUMBER.matcher(base.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT))
                .replaceAll(n -> "0" + (char) ('0' + n.group(1).length()) + n.group(1));
    }
}
