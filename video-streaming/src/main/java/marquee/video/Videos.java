package marquee.video;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The library: the video files that lie directly in {@code VIDEO_DIR}, as they are now. */
@Component
class Videos {

    private static final Logger log = LoggerFactory.getLogger(Videos.class);

    /** How long a listing waits for files it is the first to see. */
    private static final long PATIENCE_MILLIS = 150;

    private final VideoFolder folder;
    private final Catalogue catalogue;
    private final String named;
    private volatile @Nullable First first;

    Videos(VideoFolder folder, Catalogue catalogue, VideoProperties properties) {
        this.folder = folder;
        this.catalogue = catalogue;
        this.named = properties.featured();
    }

    /** The video that goes by this name. */
    Optional<Video> find(String id) {
        return Container.ofName(id)
                .flatMap(container -> folder.file(id).map(file -> video(id, file, container)));
    }

    /** The video of {@code /video}: VIDEO_DEFAULT, or else the first by name. */
    Optional<Video> featured() {
        return named.isEmpty() ? first() : find(named);
    }

    /** What to do when nothing is featured. */
    String howToFeature() {
        return named.isEmpty()
                ? "The library is empty. Put an .mp4, .m4v, .webm, .ogv, .mov or .mkv file into the"
                        + " video folder."
                : "VIDEO_DEFAULT names \"%s\", which is not in the video folder.".formatted(named);
    }

    /** All videos by title. */
    List<Listed> all() {
        List<String> names = folder.names();
        NavigableSet<String> captions = captions(names);
        List<Found> found = new ArrayList<>();
        for (String name : names) {
            Optional<Container> container = Container.ofName(name);
            if (container.isPresent()) {
                folder.file(name)
                        .map(file -> found(name, file, container.get()))
                        .ifPresent(found::add);
            }
        }
        Set<String> ids = HashSet.newHashSet(found.size());
        found.forEach(each -> ids.add(each.video.id()));
        catalogue.keepOnly(ids);
        Catalogue.await(
                found.stream().filter(Found::isNew).map(Found::entry).toList(), PATIENCE_MILLIS);
        return found.stream()
                .map(each -> each.listed(captions(each.video, captions)))
                .sorted(Comparator.comparing(Listed::order).thenComparing(each -> each.video.id()))
                .toList();
    }

    /** The file of a video's captions in one language. */
    Optional<Path> captions(Video video, String language) {
        return captions(video, captions(folder.names())).stream()
                .filter(caption -> caption.language().equalsIgnoreCase(language))
                .findFirst()
                .flatMap(caption -> folder.file(caption.fileName()))
                .map(VideoFolder.File::path);
    }

    @EventListener(ApplicationReadyEvent.class)
    void read() {
        log.info("{} videos in the video folder", all().size());
        if (featured().isEmpty()) {
            log.warn("Nothing to show at /video: {}", howToFeature());
        }
    }

    private Optional<Video> first() {
        FileTime changed = folder.changed();
        First known = first;
        if (known != null && known.changed.equals(changed)) {
            Optional<Video> video = find(known.id);
            if (video.isPresent()) {
                return video;
            }
        }
        Optional<Video> video =
                folder.names().stream()
                        .filter(name -> Container.ofName(name).isPresent())
                        .map(name -> Map.entry(NaturalOrder.key(name), name))
                        .sorted(
                                Map.Entry.<String, String>comparingByKey()
                                        .thenComparing(Map.Entry.comparingByValue()))
                        .flatMap(name -> find(name.getValue()).stream())
                        .findFirst();
        // Two changes within one tick of the file system's clock give one time: let it pass.
        boolean settled = changed.toInstant().isBefore(Instant.now().minusSeconds(2));
        first = settled ? video.map(each -> new First(changed, each.id())).orElse(null) : null;
        return video;
    }

    private Found found(String id, VideoFolder.File file, Container container) {
        Video video = video(id, file, container);
        boolean known = catalogue.knows(id, file.state());
        return new Found(video, file.state(), catalogue.entry(video, file.state()), !known);
    }

    private static Video video(String id, VideoFolder.File file, Container container) {
        return new Video(id, file.path(), container.contentType());
    }

    private List<Caption> captions(Video video, NavigableSet<String> names) {
        return Caption.of(video, names).stream()
                .filter(caption -> folder.file(caption.fileName()).isPresent())
                .toList();
    }

    private static NavigableSet<String> captions(List<String> names) {
        NavigableSet<String> captions = new TreeSet<>();
        names.stream().filter(Caption::isName).forEach(captions::add);
        return captions;
    }

    /** A video as a listing shows it. */
    record Listed(Video video, FileState state, Catalogue.Facts facts, List<Caption> captions) {

        String order() {
            return facts.order();
        }
    }

    private record Found(Video video, FileState state, Catalogue.Entry entry, boolean isNew) {

        Listed listed(List<Caption> captions) {
            return new Listed(video, state, entry.facts(), captions);
        }
    }

    private record First(FileTime changed, String id) {}
}
