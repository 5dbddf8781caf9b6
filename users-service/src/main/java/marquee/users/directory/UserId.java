package marquee.users.directory;

import marquee.users.problem.Refusal;

/** The last part of a user's path. */
final class UserId {

    private UserId() {}

    /** What is no id is nobody's. */
    static long parse(String text) {
        try {
            if (text.matches("[1-9][0-9]{0,18}")) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException e) {
            // Larger than any id: nobody's as well.
        }
        throw Refusal.userNotFound();
    }
}
