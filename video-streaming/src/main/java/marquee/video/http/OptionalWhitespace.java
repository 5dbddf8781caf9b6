package marquee.video.http;

/** What may stand around the elements of a list, OWS of RFC 9110 §5.6.3: spaces and tabs. */
final class OptionalWhitespace {

    private OptionalWhitespace() {}

    /** Returns where it ends that begins at a place, which may be the same. */
    static int end(String text, int start, int limit) {
        int at = start;
        while (at < limit && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Returns where it begins that ends before a place, which may be the same. */
    static int start(String text, int limit, int end) {
        int at = end;
        while (at > limit && isSpace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
