package marquee.video.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadBuffersTests {

    private final ReadBuffers buffers = new ReadBuffers();

    private ByteBuf lend() {
        return buffers.newHandle().allocate(UnpooledByteBufAllocator.DEFAULT);
    }

    private Set<ByteBuf> lendAThousand() {
        Set<ByteBuf> lent = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 1_000; i++) {
            lent.add(lend());
        }
        return lent;
    }

    @Test
    void aBufferThatWasGivenBackIsLentAgainAndIsEmpty() {
        ByteBuf first = lend();
        first.writeZero(700).readByte();
        first.release();

        ByteBuf next = lend();

        assertThat(next).isSameAs(first);
        assertThat(next.refCnt()).isOne();
        assertThat(next.readableBytes()).isZero();
        assertThat(next.writableBytes()).isEqualTo(1024);
        next.release();
    }

    @Test
    void nobodyIsLentWhatSomebodyStillHas() {
        ByteBuf first = lend();
        ByteBuf part = first.writeZero(10).readRetainedSlice(5);
        first.release();

        ByteBuf other = lend();
        assertThat(other).isNotSameAs(first);
        other.release();

        part.release();
        assertThat(lend()).isSameAs(first);
    }

    @Test
    void fewAreKeptOfMany() {
        Set<ByteBuf> crowd = lendAThousand();
        crowd.forEach(ByteBuf::release);

        Set<ByteBuf> next = lendAThousand();

        assertThat(next).hasSize(1_000);
        next.retainAll(crowd);
        assertThat(next).hasSize(64);
    }
}
