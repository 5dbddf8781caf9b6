package marquee.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The library: the video files that lie directly in {@code VIDEO_DIR}. */
@Component
class Videos {

    private final VideoProperties properties;

    Videos(VideoProperties properties) {
        this.properties = properties;
    }

    /** The video that goes by this name. */
    Optional<Video> find(String id) {
        return all().stream().filter(video -> video.id().equals(id)).findFirst();
    }

    /** The video of {@code /video}: VIDEO_DEFAULT, or else the first by name. */
    Optional<Video> featured() {
        return properties.featured().isEmpty()
                ? all().stream().findFirst()
                : find(properties.featured());
    }

    private List<Video> all() {
        try (Stream<Path> files = Files.list(properties.dir())) {
            return files.filter(file -> file.toString().endsWith(".mp4"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> new Video(file.getFileName().toString(), file, "video/mp4"))
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
