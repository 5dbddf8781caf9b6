package marquee.users.directory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;
import marquee.users.problem.Refusal;

/** Encodes the id of the last user of a page as an opaque text. */
record Cursor(long after) {

    static final Cursor START = new Cursor(0);

    static Cursor parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() == Long.BYTES + Integer.BYTES) {
                Cursor cursor = new Cursor(bytes.getLong());
                if (cursor.toString().equals(text)) {
                    return cursor;
                }
            }
        } catch (IllegalArgumentException e) {
            // Not Base64: refused below like any other text that this service did not write.
        }
        throw Refusal.invalidParameter(
                "Expected the query parameter \"cursor\" as a Link gave it, found \"%s\"."
                        .formatted(text));
    }

    @Override
    public String toString() {
        byte[] bytes =
                ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                        .putLong(after)
                        .putInt((int) checksum())
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private long checksum() {
        CRC32C sum = new CRC32C();
        sum.update(("users after " + after).getBytes(StandardCharsets.US_ASCII));
        return sum.getValue();
    }
}
