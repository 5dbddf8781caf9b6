package marquee.video.bucket;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import marquee.video.delivery.Content;
import marquee.video.delivery.TooManyOpenFilesException;
import marquee.video.http.EntityTag;
import marquee.video.http.Representation;
import marquee.video.wire.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One state of an object, for one viewer. Takes one of the places for streams from the first part
 * that is asked for until the last byte was read, or nobody wants it any more.
 */
final class ObjectContent implements Content {

    private static final Logger log = LoggerFactory.getLogger(ObjectContent.class);

    private final Requests requests;
    private final Bucket bucket;
    private final BucketObject object;
    private final Executor threads;
    private final List<ObjectStream> parts = new ArrayList<>(1);
    private final AtomicBoolean hasPlace = new AtomicBoolean();

    /**
     * @param threads which may wait for the store
     */
    ObjectContent(Requests requests, Bucket bucket, BucketObject object, Executor threads) {
        this.requests = requests;
        this.bucket = bucket;
        this.object = object;
        this.threads = threads;
    }

    @Override
    public Representation representation(Instant now) {
        return Representation.at(
                now, object.size(), EntityTag.strong(object.tag()), object.modified());
    }

    /** Asks the store for the first part at once, while it can still be said that it failed. */
    @Override
    public Answer.Piece part(long first, long length) throws IOException {
        ObjectStream part = new ObjectStream(requests, object, first, length, this::wasRead);
        if (parts.isEmpty()) {
            if (!bucket.takePlace()) {
                throw new TooManyOpenFilesException();
            }
            hasPlace.set(true);
            bucket.begin(part);
        }
        parts.add(part);
        return new Answer.Relay(part, length);
    }

    /** Notes that all of a part was read. */
    private void wasRead(ObjectStream part) {
        if (part.equals(parts.getLast())) {
            leavePlace();
        }
    }

    private void leavePlace() {
        if (hasPlace.compareAndSet(true, false)) {
            bucket.leavePlace();
        }
    }

    @Override
    public void leave() {
        if (hasPlace.get()) {
            threads.execute(this::end);
        }
    }

    private void end() {
        try {
            for (ObjectStream part : parts) {
                part.close();
            }
        } catch (IOException | RuntimeException e) {
            log.debug("A request to the store could not be ended: {}", e.toString());
        } finally {
            leavePlace();
        }
    }
}
