package marquee.users;

/** What every text has to be before it is looked at more closely. */
final class Text {

    private Text() {}

    /**
     * No control character, which PostgreSQL or a terminal would stumble over, and no half of a
     * pair.
     */
    static boolean isPlain(String text) {
        return text.codePoints()
                .noneMatch(c -> {
                    int type = Character.getType(c);
                    return type == Character.CONTROL
                            || type == Character.SURROGATE
                            || type == Character.LINE_SEPARATOR
                            || type == Character.PARAGRAPH_SEPARATOR;
                });
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
