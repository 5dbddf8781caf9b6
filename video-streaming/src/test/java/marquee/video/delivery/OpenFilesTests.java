package marquee.video.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import marquee.video.http.EntityTag;
import marquee.video.wire.Answer;
import marquee.video.wire.DiskThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTests {

    private static final FileTime THEN = FileTime.from(Instant.parse("2026-11-20T10:00:00.5Z"));

    @TempDir Path dir;

    private final DiskThreads disks = new DiskThreads();
    private final OpenFiles files = new OpenFiles(disks);

    @AfterEach
    void stop() {
        disks.close();
    }

    @Test
    void unchangedFileIsOpenedOnce() throws IOException {
        Path file = write("film.mp4", "one");

        assertThat(open(file)).isSameAs(open(file));
        assertThat(files.count()).isEqualTo(1);
    }

    @Test
    void fileIsClosedWhenTheLastOfItsUsersHasLeft() throws IOException {
        Path file = write("film.mp4", "one");
        OpenFile one = open(file);
        OpenFile other = open(file);

        one.leave();
        assertThat(other.channel().isOpen()).isTrue();
        assertThat(files.isOpen(file)).isTrue();

        other.leave();
        await().until(() -> files.count() == 0);
        assertThat(other.channel().isOpen()).isFalse();
        assertThat(files.isOpen(file)).isFalse();
        assertThat(open(file)).isNotSameAs(one);
    }

    @Test
    void everyStateIsClosedWhenItsOwnUsersHaveLeft() throws IOException {
        Path file = write("film.mp4", "one");
        OpenFile old = open(file);
        replace(file, "two");
        OpenFile young = open(file);
        assertThat(files.count()).isEqualTo(2);

        old.leave();
        await().until(() -> files.count() == 1);
        assertThat(young.channel().isOpen()).isTrue();
        assertThat(open(file)).isSameAs(young);
    }

    @Test
    void whatIsInMemoryIsKnownAgainWhenTheFileIsOpenedAgain() throws IOException {
        Path file = write("film.mp4", "one");
        OpenFile before = open(file);
        before.leave();
        await().until(() -> files.count() == 0);

        assertThat(open(file)).isNotSameAs(before);
        assertThat(id(open(file))).isEqualTo(id(before));
        replace(file, "two");
        assertThat(id(open(file))).isNotEqualTo(id(before));
    }

    private static long id(OpenFile file) {
        return ((Answer.Slice) file.part(0, 1)).id();
    }

    @Test
    void tagChangesWithTheContent() throws IOException {
        Path file = write("film.mp4", "one");
        EntityTag before = open(file).etag();

        replace(file, "two");

        assertThat(open(file).etag()).isNotEqualTo(before);
    }

    @Test
    void tagChangesWithTheTimeToTheNanosecond() throws IOException {
        Path file = write("film.mp4", "one");
        EntityTag before = open(file).etag();

        Files.setLastModifiedTime(file, FileTime.from(THEN.toInstant().plusNanos(1)));

        assertThat(open(file).etag()).isNotEqualTo(before);
    }

    @Test
    void tagChangesWithEitherEndOfALargeFile() throws IOException {
        String middle = "m".repeat(200_000);

        assertThat(tagOf("a" + middle + "z"))
                .isEqualTo(tagOf("a" + middle + "z"))
                .isNotEqualTo(tagOf("b" + middle + "z"))
                .isNotEqualTo(tagOf("a" + middle + "y"))
                .isNotEqualTo(tagOf("a" + middle + "mz"));
    }

    private EntityTag tagOf(String content) throws IOException {
        Path file = write("tagged.mp4", content);
        EntityTag tag = open(new OpenFiles(disks), file).etag();
        Files.delete(file);
        return tag;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void replacedOrDeletedFileIsStillReadAsItWas() throws IOException {
        Path file = write("film.mp4", "one");
        OpenFile open = open(file);

        replace(file, "two");
        assertThat(content(open)).isEqualTo("one");
        assertThat(content(open(file))).isEqualTo("two");

        Files.delete(file);
        assertThat(content(open)).isEqualTo("one");
    }

    @Test
    void fileThatIsNotThereIsSaidToBeMissing() {
        assertThatThrownBy(() -> open(dir.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void folderIsNoFile() {
        assertThatThrownBy(() -> open(dir)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void fileThatChangesAllTheTimeDoesNotUseUpTheDescriptors() throws IOException {
        Path file = write("film.mp4", "one");
        List<OpenFile> states = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(i));
            states.add(open(file));
        }
        Files.setLastModifiedTime(file, FileTime.fromMillis(500));

        assertThatThrownBy(() -> open(file)).isInstanceOf(TooManyOpenFilesException.class);

        states.getFirst().leave();
        await().until(() -> files.count() < 500);
        assertThat(content(open(file))).isEqualTo("one");
    }

    @Test
    void linkIsNotFollowed() throws IOException {
        Path link = Files.createSymbolicLink(dir.resolve("link"), write("film.mp4", "one"));

        assertThatThrownBy(() -> open(link)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void fileNameOfAnyCharactersIsOpened() throws IOException {
        Path file = write("a \"b\" 'c' %d #e ?f \u00e9\ud83c\udfac.mp4", "one");

        assertThat(content(open(file))).isEqualTo("one");
    }

    private OpenFile open(Path file) throws IOException {
        return open(files, file);
    }

    private static OpenFile open(OpenFiles files, Path file) throws IOException {
        return files.open(file, FileState.of(file), true);
    }

    private static String content(OpenFile file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(100);
        file.channel().read(bytes, 0);
        return StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
    }

    private Path write(String name, String content) throws IOException {
        Path file = Files.writeString(dir.resolve(name), content);
        return Files.setLastModifiedTime(file, THEN);
    }

    private void replace(Path file, String content) throws IOException {
        Path other = write("other", content);
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
