package marquee.video.delivery;

import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import marquee.video.http.EntityTag;
import marquee.video.http.Representation;
import marquee.video.wire.Answer;

/** Holds one state of a file open for all its viewers, and closes it when the last one leaves. */
final class OpenFile implements Content {

    private final long id;
    private final boolean local;
    private final FileChannel channel;
    private final FileState state;
    private final Representation settled; // as at any time from its last change on
    private final Consumer<OpenFile> whenLeft;
    private final AtomicInteger users = new AtomicInteger(1);

    OpenFile(
            long id,
            boolean local,
            FileChannel channel,
            FileState state,
            EntityTag etag,
            Consumer<OpenFile> whenLeft) {
        this.id = id;
        this.local = local;
        this.channel = channel;
        this.state = state;
        this.settled = representation(state.modified(), etag);
        this.whenLeft = whenLeft;
    }

    FileChannel channel() {
        return channel;
    }

    FileState state() {
        return state;
    }

    EntityTag etag() {
        return settled.etag();
    }

    @Override
    public Representation representation(Instant now) {
        return now.isBefore(state.modified()) ? representation(now, etag()) : settled;
    }

    private Representation representation(Instant now, EntityTag etag) {
        return Representation.at(now, state.size(), etag, state.modified());
    }

    @Override
    public Answer.Piece part(long first, long length) {
        return new Answer.Slice(channel, id, local, first, length);
    }

    /** Adds a user, unless the last one has left already. */
    boolean use() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    @Override
    public void leave() {
        if (users.decrementAndGet() == 0) {
            whenLeft.accept(this);
        }
    }
}
