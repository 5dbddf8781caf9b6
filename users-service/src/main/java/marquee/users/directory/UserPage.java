package marquee.users.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** One page of users in order of the id, and whether there are more. */
record UserPage(List<Entry> entries, boolean more) {

    Cursor end() {
        return new Cursor(entries.getLast().id());
    }

    /** Hashes the content of the answer, so that changes made by SQL show too. */
    String entityTag() {
        MessageDigest digest = sha256();
        for (Entry entry : entries) {
            digest.update(entry.toString().getBytes(StandardCharsets.UTF_8));
        }
        digest.update((byte) (more ? 1 : 0));
        return "\"" + HexFormat.of().formatHex(digest.digest(), 0, 16) + "\"";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
