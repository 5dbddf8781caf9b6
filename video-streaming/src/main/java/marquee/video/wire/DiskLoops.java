package marquee.video.wire;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.NonBlocking;
import reactor.netty.resources.LoopResources;

/**
 * Makes event loops on NIO, one for each processor, that accept by a {@link ListenChannel} and take
 * {@link Turns}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's are for those who listen
final class DiskLoops implements LoopResources {

    private final AtomicInteger made = new AtomicInteger();
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(
                    Runtime.getRuntime().availableProcessors(), this::thread, Turns.factory());

    /** Reactor refuses to wait on such a thread. */
    private static final class LoopThread extends FastThreadLocalThread implements NonBlocking {

        LoopThread(Runnable loop, String name) {
            super(loop, name);
            setDaemon(true);
        }
    }

    private Thread thread(Runnable loop) {
        return new LoopThread(loop, "http-nio-" + made.incrementAndGet());
    }

    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return loops;
    }

    @Override
    public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
        return type.equals(ServerSocketChannel.class)
                ? type.cast(new ListenChannel())
                : LoopResources.super.onChannel(type, group);
    }

    @Override
    public boolean daemon() {
        return true;
    }

    @Override
    public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
        return Mono.create(ended ->
                loops.shutdownGracefully(0, timeout.toMillis(), TimeUnit.MILLISECONDS)
                        .addListener(_ -> ended.success()));
    }
}
