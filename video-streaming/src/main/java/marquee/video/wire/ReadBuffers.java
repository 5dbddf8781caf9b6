package marquee.video.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;

/**
 * Lends the buffers that requests are read into. Most are given back within the same turn, so that
 * an event loop needs one or two of them; Netty's own pool takes longer to find one than it takes
 * to read the request.
 */
final class ReadBuffers extends DefaultMaxMessagesRecvByteBufAllocator {

    /** In bytes; a longer request is read in several steps. */
    private static final int SIZE = 1024;

    /** Buffers that an event loop keeps when nobody has them. */
    private static final int KEPT = 64;

    private static final FastThreadLocal<ArrayDeque<Lent>> FREE =
            new FastThreadLocal<>() {

                @Override
                protected ArrayDeque<Lent> initialValue() {
                    return new ArrayDeque<>();
                }
            };

    @Override
    @SuppressWarnings("deprecation") // Netty wants it in place of its own
    public Handle newHandle() {
        return new Lender();
    }

    /** Of one connection. */
    private final class Lender extends MaxMessageHandle {

        @Override
        public int guess() {
            return SIZE;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            Lent free = FREE.get().poll();
            return free == null ? new Lent(allocator) : free.again();
        }
    }

    private static final class Lent extends UnpooledDirectByteBuf {

        Lent(ByteBufAllocator allocator) {
            super(allocator, SIZE, SIZE);
        }

        ByteBuf again() {
            resetRefCnt();
            return clear();
        }

        @Override
        protected void deallocate() {
            ArrayDeque<Lent> free = FREE.get();
            if (free.size() < KEPT) {
                free.push(this);
            } else {
                super.deallocate();
            }
        }
    }
}
