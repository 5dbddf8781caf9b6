package marquee.video.wire;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import org.jspecify.annotations.Nullable;

/** What goes on after an answer, whoever sent it. */
interface Ending extends ChannelFutureListener {

    /**
     * Goes on.
     *
     * @param failure why the rest of the answer could not be sent; null if all of it was
     */
    void ended(@Nullable Throwable failure) throws Exception;

    @Override
    default void operationComplete(ChannelFuture sent) throws Exception {
        ended(sent.cause());
    }
}
