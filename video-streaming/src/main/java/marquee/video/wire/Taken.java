package marquee.video.wire;

import io.netty.channel.FileRegion;
import io.netty.util.AbstractReferenceCounted;
import java.nio.channels.WritableByteChannel;

/**
 * Has no bytes, and is sent when the peer has taken those before it. A {@link FileRegion}, because
 * {@link DiskChannel} knows when that is.
 */
final class Taken extends AbstractReferenceCounted implements FileRegion {

    private static final long COUNT = 1;

    private long transferred;

    @Override
    public long transferTo(WritableByteChannel socket, long position) {
        transferred = COUNT;
        return COUNT;
    }

    @Override
    public long position() {
        return 0;
    }

    @Override
    @Deprecated
    public long transfered() {
        return transferred;
    }

    @Override
    public long transferred() {
        return transferred;
    }

    @Override
    public long count() {
        return COUNT;
    }

    @Override
    protected void deallocate() {}

    @Override
    public Taken retain() {
        super.retain();
        return this;
    }

    @Override
    public Taken retain(int increment) {
        super.retain(increment);
        return this;
    }

    @Override
    public Taken touch() {
        return this;
    }

    @Override
    public Taken touch(Object hint) {
        return this;
    }
}
