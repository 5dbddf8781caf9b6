package marquee.video.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The target of a request (RFC 9112 §3.2), in the forms that an origin server accepts.
 *
 * @param origin the target in origin-form, as it came
 * @param authority where the target itself names one, in absolute-form
 * @param segments the parts of its path between the slashes, decoded
 */
public record RequestTarget(String origin, @Nullable String authority, List<String> segments) {

    /**
     * The characters, besides letters and digits, that need no encoding (RFC 3986 §3.3 and §3.4).
     */
    private static final String PLAIN = "-._~!$&'()*+,;=:@/?";

    /** In characters; what a client makes up is kept no longer. */
    private static final int MAX_KEPT = 256;

    /** A player asks for one film again and again. */
    private static final Recent<Optional<RequestTarget>> RECENT = new Recent<>(64);

    /** Parses a target; empty where it is none, or its path has an encoded slash or NUL. */
    public static Optional<RequestTarget> parse(String text) {
        Optional<RequestTarget> known = RECENT.get(text);
        if (known != null) {
            return known;
        }
        Optional<RequestTarget> target = parseAnew(text);
        if (target.isPresent() && text.length() <= MAX_KEPT) {
            RECENT.put(text, target);
        }
        return target;
    }

    private static Optional<RequestTarget> parseAnew(String text) {
        String origin = text.startsWith("/") ? text : originOf(text);
        if (!origin.startsWith("/") || !isPlain(origin)) {
            return Optional.empty();
        }
        int query = origin.indexOf('?');
        String path = query < 0 ? origin : origin.substring(0, query);
        List<String> segments = new ArrayList<>(4);
        for (int start = 1; start <= path.length(); ) {
            int end = path.indexOf('/', start);
            end = end < 0 ? path.length() : end;
            String segment = decode(path.substring(start, end));
            if (segment == null) {
                return Optional.empty();
            }
            segments.add(segment);
            start = end + 1;
        }
        return Optional.of(new RequestTarget(origin, authorityOf(text), List.copyOf(segments)));
    }

    /** Parses the absolute-form, which a server has to accept too (RFC 9112 §3.2.2). */
    private static String originOf(String text) {
        if (!text.regionMatches(true, 0, "http://", 0, 7)
                && !text.regionMatches(true, 0, "https://", 0, 8)) {
            return "";
        }
        int path = text.indexOf('/', text.indexOf("//") + 2);
        return path < 0 ? "/" : text.substring(path);
    }

    private static @Nullable String authorityOf(String text) {
        if (text.startsWith("/")) {
            return null;
        }
        int start = text.indexOf("//") + 2;
        int path = text.indexOf('/', start);
        return path < 0 ? text.substring(start) : text.substring(start, path);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= text.length()
                        || !HexFormat.isHexDigit(text.charAt(i + 1))
                        || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                    return false;
                }
            } else if (!isLetterOrDigit(c) && PLAIN.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static @Nullable String decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        ByteBuffer bytes = ByteBuffer.allocate(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%') {
                int code = HexFormat.fromHexDigits(segment, i + 1, i + 3);
                if (code == 0 || code == '/') {
                    return null;
                }
                bytes.put((byte) code);
                i += 2;
            } else {
                bytes.put((byte) c);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }
}
