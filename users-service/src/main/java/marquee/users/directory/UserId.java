package marquee.users.directory;

import marquee.users.problem.Refusal;

/** Parses the id in the path of a user. */
final class UserId {

    private UserId() {}

    /** Refuses any text that is not an id with 404, as there is no such user. */
    static long parse(String text) {
        try {
            if (text.matches("[1-9][0-9]{0,18}")) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException e) {
            // Larger than any id.
        }
        throw Refusal.userNotFound();
    }
}
