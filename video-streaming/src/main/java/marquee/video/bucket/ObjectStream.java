package marquee.video.bucket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of one range of an object, in order, by one request to the store; by another for the
 * rest where that one broke off, because a viewer may pause for longer than a store waits.
 */
final class ObjectStream implements ReadableByteChannel {

    private final Requests requests;
    private final BucketObject object;
    private final Consumer<ObjectStream> whenRead;
    private final long end;
    private long next;
    private boolean gave;
    private @Nullable ResponseInputStream<GetObjectResponse> bytes;

    /**
     * @param whenRead runs when the last byte was read
     */
    ObjectStream(
            Requests requests,
            BucketObject object,
            long first,
            long length,
            Consumer<ObjectStream> whenRead) {
        this.requests = requests;
        this.object = object;
        this.whenRead = whenRead;
        this.next = first;
        this.end = first + length;
    }

    /** Asks the store, and waits for it to begin to answer. */
    ResponseInputStream<GetObjectResponse> begin() throws IOException {
        ResponseInputStream<GetObjectResponse> begun = bytes;
        if (begun == null) {
            begun = requests.get(object, next, end - next);
            bytes = begun;
            gave = false;
        }
        return begun;
    }

    /** Reads into a buffer that has an array. */
    @Override
    public int read(ByteBuffer into) throws IOException {
        if (next == end) {
            return -1;
        }
        int count;
        try {
            count = some(into);
        } catch (IOException e) {
            boolean goOn = gave;
            close();
            if (!goOn) {
                throw e;
            }
            count = some(into);
        }
        into.position(into.position() + count);
        next += count;
        gave = true;
        if (next == end) {
            close();
            whenRead.accept(this);
        }
        return count;
    }

    private int some(ByteBuffer into) throws IOException {
        int count =
                begin().read(
                                into.array(),
                                into.arrayOffset() + into.position(),
                                (int) Math.min(into.remaining(), end - next));
        if (count <= 0) {
            throw new IOException("The store ended its answer early");
        }
        return count;
    }

    @Override
    public boolean isOpen() {
        return bytes != null;
    }

    /** Ends the request: an answer that was read to its end leaves its connection for others. */
    @Override
    public void close() throws IOException {
        ResponseInputStream<GetObjectResponse> open = bytes;
        bytes = null;
        if (open == null) {
            return;
        }
        if (next == end) {
            open.close();
        } else {
            open.abort();
        }
    }
}
