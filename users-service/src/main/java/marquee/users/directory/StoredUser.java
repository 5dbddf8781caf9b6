package marquee.users.directory;

/** One user as the database has it, for an answer: nothing of it can be changed. */
record StoredUser(Entry entry, long version) {

    /** Strong: another for every state this row ever has. */
    String entityTag() {
        return entityTag(entry.id(), version);
    }

    static String entityTag(long id, long version) {
        return "\"%d-%d\"".formatted(id, version);
    }
}
