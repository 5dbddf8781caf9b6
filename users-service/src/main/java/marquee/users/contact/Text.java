package marquee.users.contact;

/** Checks that a text is plain before anything else is checked about it. */
public final class Text {

    private Text() {}

    /** Whether the text has no control characters, invisible characters or unpaired surrogates. */
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
     * Letters and marks that are invisible: those of Unicode's Default_Ignorable_Code_Point that
     * are not in the category FORMAT.
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

    /** Counts code points. */
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
