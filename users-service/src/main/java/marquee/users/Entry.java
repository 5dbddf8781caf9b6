package marquee.users;

/** A user as every answer shows one. */
record Entry(long id, String email, String phoneNumber) {

    static Entry of(User user) {
        return new Entry(user.id(), user.email(), user.phoneNumber());
    }
}
