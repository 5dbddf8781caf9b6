package marquee.video.library;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;

/** Where the videos are, and how they are served: the variables named {@code VIDEO_…}. */
@ConfigurationProperties("video")
record VideoProperties(Path dir, @Name("default") String featured, String cacheControl) {

    VideoProperties {
        // An empty variable is bound as no path, and would else mean the working directory.
        if (dir == null) {
            throw new UnusableFolderException("", "is not a folder");
        }
    }
}
