package marquee.video.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageCacheTests {

    private static final long MIB = 1 << 20;

    @TempDir Path folder;

    private final AtomicBoolean diskWasRead = new AtomicBoolean(true);
    private final PageCache cache = new PageCache(diskWasRead::get);
    private FileChannel file;

    @BeforeEach
    void open() throws IOException {
        file = FileChannel.open(Files.createFile(folder.resolve("film.mp4")));
    }

    @AfterEach
    void close() throws IOException {
        file.close();
    }

    @Test
    void holdsWhatWasSentAndNothingElse() {
        Answer.Slice slice = slice(1, true);
        cache.wereSent(slice, 0, MIB);

        assertThat(cache.holds(slice, 1_000, MIB - 1_000)).isTrue();
        assertThat(cache.holds(slice, 0, 2 * MIB)).isFalse();
        assertThat(cache.holds(slice(2, true), 0, MIB)).isFalse();
    }

    @Test
    void takesNoPlaceOfOneFilmForAnotherOfTheNext() {
        cache.wereSent(slice(1, true), 0, 16 * MIB);

        for (int film = 2; film < 20; film++) {
            Answer.Slice other = slice(film, true);
            assertThat(
                            LongStream.range(0, 256)
                                    .filter(i -> cache.holds(other, i * MIB / 16, MIB / 16)))
                    .isEmpty();
        }
    }

    @Test
    void holdsNothingOfAFileSystemThatAsksOthers() {
        cache.wereSent(slice(1, false), 0, MIB);

        assertThat(cache.holds(slice(1, false), 0, MIB)).isFalse();
    }

    @Test
    void losesNothingOfAFilmThatFitsAndForgetsWhatIsLongGone() {
        Answer.Slice slice = slice(1, true);
        cache.wereSent(slice, 0, 128 * MIB);
        long held = LongStream.range(0, 128).filter(i -> cache.holds(slice, i * MIB, MIB)).count();
        assertThat(held).isGreaterThanOrEqualTo(126);

        cache.wereSent(slice, 1_024 * MIB, 512 * MIB);
        assertThat(LongStream.range(0, 128).filter(i -> cache.holds(slice, i * MIB, MIB)))
                .isEmpty();
    }

    @Test
    void keepsWhatWasSentHoweverOftenOthersThatAreThereAreSent() {
        Answer.Slice slice = slice(1, true);
        cache.wereSent(slice, 0, MIB);
        for (int i = 0; i < 10_000; i++) {
            cache.wereSent(slice, 2 * MIB, MIB);
        }

        assertThat(cache.holds(slice, 0, MIB)).isTrue();
    }

    @Test
    void trustsLessAfterADiskWasAsked() {
        Answer.Slice slice = slice(1, true);
        cache.wereSent(slice, 0, 128 * MIB);
        for (int i = 0; i < 10; i++) {
            cache.took(1_000_000_000);
        }

        assertThat(cache.holds(slice, 0, MIB)).isFalse();
        assertThat(cache.holds(slice, 127 * MIB, MIB)).isTrue();
    }

    @Test
    void trustsAsMuchAfterWaitingForAProcessorAlone() {
        diskWasRead.set(false);
        cache.wereSent(slice(1, true), 0, 128 * MIB);
        for (int i = 0; i < 10; i++) {
            cache.took(1_000_000_000);
        }

        assertThat(cache.holds(slice(1, true), 100 * MIB, MIB)).isTrue();
    }

    @Test
    void trustsMoreAgainWhenDiskThreadsFindItInMemory() {
        for (int i = 0; i < 10; i++) {
            cache.took(1_000_000_000);
        }
        cache.wereSent(slice(1, true), 0, 128 * MIB);
        assertThat(cache.holds(slice(1, true), 100 * MIB, MIB)).isFalse();
        for (int i = 0; i < 1_000; i++) {
            cache.tookOnDiskThread(50_000);
        }

        assertThat(cache.holds(slice(1, true), 100 * MIB, MIB)).isTrue();
    }

    private Answer.Slice slice(long id, boolean local) {
        return new Answer.Slice(file, id, local, 0, 2_048 * MIB);
    }
}
