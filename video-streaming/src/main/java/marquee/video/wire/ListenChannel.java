package marquee.video.wire;

import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.List;

/** Accepts connections while there is room; further ones wait in the kernel. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's are for those who listen
final class ListenChannel extends NioServerSocketChannel {

    /** Connections to accept at a time; a busy event loop comes by seldom. */
    private static final int ACCEPTED_AT_ONCE = 1_024;

    ListenChannel() {
        config().setRecvByteBufAllocator(
                        new ServerChannelRecvByteBufAllocator()
                                .maxMessagesPerRead(ACCEPTED_AT_ONCE));
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        Connections connections = attr(Connections.KEY).get();
        if (!connections.admit(this)) {
            return 0;
        }
        boolean taken = false;
        try {
            SocketChannel socket = javaChannel().accept();
            if (socket != null) {
                int sendBuffer = connections.sendBuffer();
                if (sendBuffer > 0) {
                    socket.setOption(StandardSocketOptions.SO_SNDBUF, sendBuffer);
                }
                Unread unread = new Unread(connections.sendMemory(), sendBuffer);
                DiskChannel channel = new DiskChannel(this, socket, unread);
                channel.closeFuture().addListener(_ -> connections.leave());
                accepted.add(channel);
                taken = true;
            }
        } finally {
            if (!taken) {
                connections.leave();
            }
        }
        return taken ? 1 : 0;
    }
}
