package marquee.users.connector;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/** Carries what a {@link Peer} reads and writes as it is. */
final class PlainChannel extends NioChannel implements PeerChannel {

    private final Peer peer = new Peer();

    PlainChannel(SocketBufferHandler buffers) {
        super(buffers);
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public void reset(@Nullable SocketChannel channel, @Nullable NioSocketWrapper wrapper)
            throws IOException {
        super.reset(channel, wrapper);
        peer.comes(wrapper);
    }

    @Override
    public void close() throws IOException {
        if (peer.isToBeReset()) {
            getIOChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        super.close();
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        int read = super.read(to);
        peer.sent(read);
        return read;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int written = super.write(from);
        peer.took(written, !from.hasRemaining());
        return written;
    }
}
