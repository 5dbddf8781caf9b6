package marquee.video.library;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;

/** The settings of the library: the variables named {@code VIDEO_…}. */
@ConfigurationProperties("video")
record VideoProperties(Path dir, @Name("default") String featured, String cacheControl) {

    VideoProperties {
        // An empty variable is bound as null; without this it would mean the working directory.
        if (dir == null) {
            throw VideoFolder.unusable("", "which is not a folder");
        }
    }
}
