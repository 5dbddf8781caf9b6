package marquee.video;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files whose bytes tell where they stand: every eight hold their own offset divided by eight. */
final class OffsetFile {

    private OffsetFile() {}

    static Path write(Path file, long size) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long at = 0; at < size; at += 1 << 16) {
                out.write(bytes(at, Math.min(size, at + (1 << 16))));
            }
        }
        return file;
    }

    /** The bytes of such a file, from one offset up to but not including the other. */
    static byte[] bytes(long from, long to) {
        long word = from / Long.BYTES;
        int before = (int) (from % Long.BYTES);
        int length = Math.toIntExact(to - from);
        ByteBuffer words = ByteBuffer.allocate(before + length + Long.BYTES);
        while (words.remaining() >= Long.BYTES) {
            words.putLong(word++);
        }
        byte[] bytes = new byte[length];
        words.get(before, bytes);
        return bytes;
    }
}
