package marquee.users;

/** The last part of a user's path. */
final class UserId {

    private UserId() {}

    /** What is no id is nobody's. */
    static long parse(String text) {
        if (text.matches("[1-9][0-9]{0,18}")) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw Refusal.userNotFound();
            }
        }
        throw Refusal.userNotFound();
    }
}
