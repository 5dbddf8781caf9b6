package marquee.video.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import marquee.video.http.EntityTag;

/**
 * Makes the strong entity tag of one state of a file from its size, its time and both of its ends.
 */
final class ContentTag {

    /** In bytes. The index of a video is at one of its ends, and changes with any content. */
    private static final int DIGESTED = 64 * 1024;

    private ContentTag() {}

    static EntityTag of(FileChannel channel, FileState state) throws IOException {
        MessageDigest digest = sha256();
        Instant modified = state.modified();
        digest.update(
                ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                        .putLong(state.size())
                        .putLong(modified.getEpochSecond())
                        .putInt(modified.getNano())
                        .flip());
        digest.update(bytes(channel, 0));
        digest.update(bytes(channel, Math.max(0, state.size() - DIGESTED)));
        byte[] half = Arrays.copyOf(digest.digest(), 16);
        return EntityTag.strong(Base64.getUrlEncoder().withoutPadding().encodeToString(half));
    }

    private static ByteBuffer bytes(FileChannel channel, long position) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(DIGESTED);
        while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {}
        return bytes.flip();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
