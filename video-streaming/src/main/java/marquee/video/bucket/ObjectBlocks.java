package marquee.video.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import marquee.video.metadata.MediaBytes;

/** Reads an object here and there, a block at a time, and a bounded number of them. */
final class ObjectBlocks implements MediaBytes {

    private static final int BLOCK = 16 * 1024;

    /** A film has its metadata in five blocks or so. */
    private static final int MAX_BLOCKS = 32;

    private final Requests requests;
    private final BucketObject object;
    private byte[] block = {};
    private long at;
    private int asked;

    ObjectBlocks(Requests requests, BucketObject object) {
        this.requests = requests;
        this.object = object;
    }

    @Override
    public long size() {
        return object.size();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        if (position >= object.size()) {
            return -1;
        }
        if (position < at || position >= at + block.length) {
            load(position);
        }
        int offset = (int) (position - at);
        int count = Math.min(into.remaining(), block.length - offset);
        into.put(block, offset, count);
        return count;
    }

    private void load(long position) throws IOException {
        if (++asked > MAX_BLOCKS) {
            throw new IOException("Expected the metadata within %d blocks".formatted(MAX_BLOCKS));
        }
        int length = (int) Math.min(BLOCK, object.size() - position);
        try (InputStream bytes = requests.get(object, position, length)) {
            block = bytes.readNBytes(length);
            at = position;
        }
        if (block.length < length) {
            throw new IOException("The store ended its answer early");
        }
    }

    @Override
    public void close() {}
}
