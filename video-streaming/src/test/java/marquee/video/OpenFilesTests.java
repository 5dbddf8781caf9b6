package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTests {

    private static final FileTime THEN = FileTime.from(Instant.parse("2026-11-20T10:00:00.5Z"));

    @TempDir Path dir;

    private final OpenFiles files = new OpenFiles();

    @Test
    void unchangedFileIsOpenedOnce() throws IOException {
        Path file = write("film.mp4", "one");

        assertThat(files.open(file)).isSameAs(files.open(file));
    }

    @Test
    void tagChangesWithTheContent() throws IOException {
        Path file = write("film.mp4", "one");
        EntityTag before = files.open(file).etag();

        write("other", "two");
        Files.move(dir.resolve("other"), file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(files.open(file).etag()).isNotEqualTo(before);
    }

    @Test
    void tagChangesWithTheTimeToTheNanosecond() throws IOException {
        Path file = write("film.mp4", "one");
        EntityTag before = files.open(file).etag();

        Files.setLastModifiedTime(file, FileTime.from(THEN.toInstant().plusNanos(1)));

        assertThat(files.open(file).etag()).isNotEqualTo(before);
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
        EntityTag tag = new OpenFiles().open(file).etag();
        Files.delete(file);
        return tag;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void replacedOrDeletedFileIsStillReadByItsOldName() throws IOException {
        Path file = write("film.mp4", "one");
        OpenFile open = files.open(file);

        write("other", "two");
        Files.move(dir.resolve("other"), file, StandardCopyOption.ATOMIC_MOVE);
        assertThat(open.path()).hasContent("one");
        assertThat(files.open(file).path()).hasContent("two");

        Files.delete(file);
        assertThat(open.path()).hasContent("one");
    }

    @Test
    void fileThatIsNotThereIsSaidToBeMissing() {
        assertThatThrownBy(() -> files.open(dir.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void folderIsNoFile() {
        assertThatThrownBy(() -> files.open(dir)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void fileNameOfAnyCharactersIsOpened() throws IOException {
        Path file = write("a \"b\" 'c' %d #e ?f \u00e9\ud83c\udfac.mp4", "one");

        assertThat(files.open(file).path()).hasContent("one");
    }

    private Path write(String name, String content) throws IOException {
        Path file = Files.writeString(dir.resolve(name), content);
        return Files.setLastModifiedTime(file, THEN);
    }
}
