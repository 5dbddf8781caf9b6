package marquee.video.library;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import marquee.video.http.EntityTag;
import marquee.video.wire.AnswerMemory;

/** One state of the list as JSON, which takes memory once for all who are being sent it. */
final class ListState {

    private final Videos.Listing listing;
    private final EntityTag etag;
    private final ByteBuffer bytes;
    private int users;

    ListState(Videos.Listing listing, byte[] json) {
        this.listing = listing;
        this.etag = EntityTag.strong(digest(json));
        this.bytes = ByteBuffer.wrap(json);
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    Videos.Listing listing() {
        return listing;
    }

    EntityTag etag() {
        return etag;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    /** Adds a user, or returns false where there is no memory for one more state. */
    synchronized boolean use(AnswerMemory memory) {
        if (users == 0 && !memory.take(bytes.remaining())) {
            return false;
        }
        users++;
        return true;
    }

    synchronized void leave(AnswerMemory memory) {
        users--;
        if (users == 0) {
            memory.giveBack(bytes.remaining());
        }
    }
}
