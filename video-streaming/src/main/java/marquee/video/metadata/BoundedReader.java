package marquee.video.metadata;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Reads small parts of a file, and fails when their sum exceeds a bound: lengths in a file may be
 * wrong, so that none is trusted for an allocation.
 */
final class BoundedReader implements AutoCloseable {

    private static final int MAX_READS = 4_000;
    private static final int MAX_READ = 4 * 1024;
    private static final long MAX_NANOS = 5_000_000_000L;

    private final MediaBytes file;
    private final long began = System.nanoTime();
    private int reads;

    BoundedReader(MediaBytes file) {
        this.file = file;
    }

    static BoundedReader of(Path file) throws IOException {
        return new BoundedReader(MediaBytes.of(file));
    }

    long size() {
        return file.size();
    }

    /** Reads exactly {@code length} bytes from {@code position}. */
    ByteBuffer at(long position, int length) throws IOException {
        if (length > MAX_READ) {
            throw new IOException("expected a field of at most " + MAX_READ + " bytes");
        }
        if (position < 0 || position > size() - length) {
            throw new EOFException("expected " + length + " bytes at " + position);
        }
        if (++reads > MAX_READS || System.nanoTime() - began > MAX_NANOS) {
            throw new IOException("expected to be done after " + MAX_READS + " reads");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("expected " + length + " bytes at " + position);
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
