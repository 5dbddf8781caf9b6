package marquee.video.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes {@code Content-Disposition} for a file name of any characters (RFC 6266 §4.3). */
public record ContentDisposition(String name) {

    /** RFC 8187 §3.2.1: attr-char besides letters and digits. */
    private static final String PLAIN = "!#$&+-.^_`|~";

    public String inline() {
        return "inline; filename=\"%s\"; filename*=UTF-8''%s".formatted(fallback(), encoded());
    }

    /**
     * Makes the name for clients that do not know RFC 8187; some of them would take "%" for an
     * escape.
     */
    private String fallback() {
        StringBuilder ascii = new StringBuilder();
        name.codePoints()
                .map(c -> c < ' ' || c > '~' || "\"\\%".indexOf(c) >= 0 ? '_' : c)
                .forEach(ascii::appendCodePoint);
        return ascii.toString();
    }

    private String encoded() {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean letterOrDigit =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letterOrDigit || PLAIN.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
