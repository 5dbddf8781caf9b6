package marquee.video.wire;

import io.netty.channel.FileRegion;
import io.netty.util.AbstractReferenceCounted;

/**
 * Something to send that Netty lets a channel send in its own way, as {@link DiskChannel} does.
 * Netty's interface is for ranges of files; here only what was sent of how much counts.
 */
abstract class Region extends AbstractReferenceCounted implements FileRegion {

    @Override
    public long position() {
        return 0;
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // the name is Netty's, and nobody here calls it
    public final long transfered() {
        return transferred();
    }

    @Override
    public Region retain() {
        super.retain();
        return this;
    }

    @Override
    public Region retain(int increment) {
        super.retain(increment);
        return this;
    }

    @Override
    public Region touch() {
        return this;
    }

    @Override
    public Region touch(Object hint) {
        return this;
    }
}
