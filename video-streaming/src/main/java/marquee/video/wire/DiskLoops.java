package marquee.video.wire;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** Makes event loops on NIO, one for each processor, that accept by a {@link ListenChannel}. */
final class DiskLoops implements LoopResources {

    private final LoopResources loops =
            LoopResources.create("http", Runtime.getRuntime().availableProcessors(), true);

    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return loops.onServer(false);
    }

    @Override
    public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
        return type.equals(ServerSocketChannel.class)
                ? type.cast(new ListenChannel())
                : loops.onChannel(type, group);
    }

    @Override
    public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
        return loops.disposeLater(Duration.ZERO, timeout);
    }
}
