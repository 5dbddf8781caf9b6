package marquee.users;

/** What every text has to be before it is looked at more closely. */
final class Text {

    private Text() {}

    /**
     * No control character, which PostgreSQL or a terminal would stumble over, and no half of a
     * pair.
     */
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            int type = Character.getType(text.codePointAt(i));
            if (type == Character.CONTROL
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

    static int length(String text) {
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
