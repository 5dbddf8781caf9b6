package marquee.video;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Not ready while the video folder cannot be read: a volume may go, and come again. */
@Component("library")
class LibraryHealth implements HealthIndicator {

    private final VideoFolder folder;

    LibraryHealth(VideoFolder folder) {
        this.folder = folder;
    }

    @Override
    public Health health() {
        return folder.isReadable() ? Health.up().build() : Health.outOfService().build();
    }
}
