package marquee.video;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/** One state of a file: what is said of it and what is sent come from the same descriptor. */
record OpenFile(Descriptor descriptor, BasicFileAttributes attributes, EntityTag etag) {

    /** The ends of a video hold its index, which any change of the content changes. */
    private static final int DIGESTED = 64 * 1024;

    static OpenFile open(Path file) throws IOException {
        Descriptor descriptor = Descriptor.open(file);
        try {
            BasicFileAttributes attributes = read(descriptor.path());
            if (!attributes.isRegularFile()) {
                throw new NoSuchFileException(file.toString(), null, "not a regular file");
            }
            return new OpenFile(descriptor, attributes, tag(descriptor.path(), attributes));
        } catch (IOException | RuntimeException e) {
            descriptor.close();
            throw e;
        }
    }

    static BasicFileAttributes read(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    /** The name to open this state of the file by. */
    Path path() {
        return descriptor.path();
    }

    long size() {
        return attributes.size();
    }

    Representation representation(Instant now) {
        return Representation.at(now, size(), etag, attributes.lastModifiedTime().toInstant());
    }

    /** Whether the file is still the one that these are the attributes of, and unchanged. */
    boolean isIn(BasicFileAttributes state) {
        return Objects.equals(attributes.fileKey(), state.fileKey())
                && attributes.size() == state.size()
                && attributes.lastModifiedTime().equals(state.lastModifiedTime());
    }

    private static EntityTag tag(Path path, BasicFileAttributes attributes) throws IOException {
        Instant modified = attributes.lastModifiedTime().toInstant();
        MessageDigest digest = sha256();
        digest.update(
                ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                        .putLong(attributes.size())
                        .putLong(modified.getEpochSecond())
                        .putInt(modified.getNano())
                        .flip());
        try (FileChannel channel = FileChannel.open(path)) {
            digest.update(bytes(channel, 0));
            digest.update(bytes(channel, Math.max(0, attributes.size() - DIGESTED)));
        }
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
