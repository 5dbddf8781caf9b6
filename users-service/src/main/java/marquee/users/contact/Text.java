package marquee.users.contact;

/** What every text has to be before it is looked at more closely. */
public final class Text {

    private Text() {}

    /**
     * No control character, which PostgreSQL or a terminal would stumble over, none that nobody can
     * see, and no half of a pair.
     */
    public static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            int type = Character.getType(text.codePointAt(i));
            if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || isBlankLetter(text.charAt(i))
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                return false;
            }
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (type == Character.SURROGATE) {
                return false;
            }
        }
        return true;
    }

    /**
     * Letters and marks that show nothing: Unicode's Default_Ignorable_Code_Point, as far as no
     * FORMAT.
     */
    private static boolean isBlankLetter(char c) {
        return c == '\u034f'
                || c == '\u115f'
                || c == '\u1160'
                || c == '\u17b4'
                || c == '\u17b5'
                || c == '\u3164'
                || c == '\uffa0'
                || (c >= '\u180b' && c <= '\u180f');
    }

    /** In characters as people count them: code points. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
