package marquee.video.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import marquee.video.wire.DiskThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two files take each other's place as fast as they can: what is open is what it is said to be. */
class SwappedFilesTests {

    private static final int OPENED = 2_000;

    @TempDir Path dir;

    @Test
    void contentIsThatOfTheState() throws Exception {
        Path file = dir.resolve("film.mp4");
        Path x = Files.writeString(dir.resolve("x"), "x".repeat(200_000));
        Path y = Files.writeString(dir.resolve("y"), "y".repeat(200_000));
        AtomicBoolean done = new AtomicBoolean();
        try (DiskThreads disks = new DiskThreads();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            OpenFiles files = new OpenFiles(disks);
            putInPlace(x, file);
            open(files, file).leave();
            putInPlace(y, file);
            open(files, file).leave();
            Map<FileState, Character> letters = Map.of(FileState.of(x), 'x', FileState.of(y), 'y');
            Future<?> swapper =
                    threads.submit(() -> {
                        while (!done.get()) {
                            putInPlace(x, file);
                            putInPlace(y, file);
                        }
                        return null;
                    });

            try {
                for (int i = 0; i < OPENED; i++) {
                    OpenFile open = open(files, file);
                    ByteBuffer letter = ByteBuffer.allocate(1);
                    open.channel().read(letter, 1000);
                    assertThat((char) letter.get(0)).isEqualTo(letters.get(open.state()));
                    open.leave();
                }
            } finally {
                done.set(true);
            }
            swapper.get();
        }
    }

    private void putInPlace(Path version, Path file) throws IOException {
        Path link = Files.createLink(dir.resolve("link"), version);
        Files.move(link, file, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(link); // a move onto itself leaves it
    }

    private static OpenFile open(OpenFiles files, Path file) throws IOException {
        return files.open(file, FileState.of(file), true);
    }
}
