package marquee.users.directory;

/** A user in the form in which every answer shows one. */
public record Entry(long id, String email, String phoneNumber) {

    static Entry of(User user) {
        return new Entry(user.id(), user.email(), user.phoneNumber());
    }
}
