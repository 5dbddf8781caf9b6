package marquee.video.wire;

import java.nio.channels.WritableByteChannel;

/** Has no bytes, and is sent when the peer has taken those before it. */
final class Taken extends Region {

    private static final long COUNT = 1;

    private long transferred;

    @Override
    public long transferTo(WritableByteChannel socket, long position) {
        transferred = COUNT;
        return COUNT;
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
}
