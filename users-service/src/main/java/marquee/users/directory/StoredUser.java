package marquee.users.directory;

/** A user as read for an answer; it cannot be changed. */
record StoredUser(Entry entry, long version) {

    /** Makes a strong entity tag: each state of a row has its own. */
    String entityTag() {
        return entityTag(entry.id(), version);
    }

    static String entityTag(long id, long version) {
        return "\"%d-%d\"".formatted(id, version);
    }
}
