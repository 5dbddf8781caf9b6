package marquee.video.library;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import marquee.video.delivery.FileState;
import marquee.video.delivery.StoredFile;
import marquee.video.metadata.Container;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The library: the video files directly in {@code VIDEO_DIR}, as they are now. */
@Component
class Videos {

    private static final Logger log = LoggerFactory.getLogger(Videos.class);

    /** The most time that a list waits for the metadata of files that are new. */
    private static final long PATIENCE_MILLIS = 150;

    private final VideoFolder folder;
    private final MetadataCache metadata;
    private final String named;
    private volatile @Nullable Listing listing;
    private volatile @Nullable First first;

    Videos(VideoFolder folder, MetadataCache metadata, VideoProperties properties) {
        this.folder = folder;
        this.metadata = metadata;
        this.named = properties.featured();
    }

    /** Finds the video of this name. */
    Optional<Video> find(String id) {
        return Container.ofName(id).isPresent()
                ? folder.file(id).flatMap(this::video)
                : Optional.empty();
    }

    /** Finds the video of {@code /video}: VIDEO_DEFAULT, or else the first by name. */
    Optional<Video> featured() {
        return named.isEmpty() ? first() : find(named);
    }

    /** Returns the path of a video that may be in the folder, without asking the disk. */
    Optional<Path> pathOf(String id) {
        return folder.isLocal() ? folder.pathOf(id) : Optional.empty();
    }

    /** Returns the path of the featured video, as it was the last time, without asking the disk. */
    Optional<Path> pathOfFeatured() {
        First known = first;
        return named.isEmpty()
                ? Optional.ofNullable(known).flatMap(last -> pathOf(last.id))
                : pathOf(named);
    }

    /** Tells what to do when there is no featured video. */
    String howToFeature() {
        return named.isEmpty()
                ? "The library is empty. Put an .mp4, .m4v, .webm, .ogv, .mov or .mkv file into the"
                        + " video folder."
                : "VIDEO_DEFAULT names \"%s\", which is not in the video folder.".formatted(named);
    }

    /** Returns all videos by title; the same object while nothing changes. */
    Listing all() {
        List<String> names =
                folder.names(name -> Container.ofName(name).isPresent() || Caption.isName(name));
        List<VideoFolder.File> files = new ArrayList<>();
        for (String name : names) {
            if (!Caption.isName(name)) {
                folder.file(name).ifPresent(files::add);
            }
        }
        Listing known = listing;
        if (known != null
                && known.complete
                && known.names.equals(names)
                && known.files.equals(files)) {
            return known;
        }
        Listing current = list(names, files);
        listing = current;
        return current;
    }

    private Listing list(List<String> names, List<VideoFolder.File> files) {
        metadata.keepOnly(Set.copyOf(names));
        List<Found> found =
                files.stream()
                        .flatMap(file -> video(file).stream().map(video -> found(video, file)))
                        .toList();
        MetadataCache.await(
                found.stream().filter(Found::isNew).map(Found::entry).toList(), PATIENCE_MILLIS);
        // Read before the metadata, so that no change in between is missed.
        boolean complete = found.stream().allMatch(each -> each.entry.reading().isDone());
        NavigableSet<String> captions = captions(names);
        List<Listed> videos =
                found.stream()
                        .map(each -> each.listed(Caption.of(each.video, captions)))
                        .sorted(
                                Comparator.comparing((Listed each) -> each.facts.order())
                                        .thenComparing(each -> each.video.id()))
                        .toList();
        return new Listing(names, files, videos, complete);
    }

    /** Finds the file of a video's captions in one language. */
    Optional<StoredFile> captions(Video video, String language) {
        return Caption.of(video, new TreeSet<>(folder.names(Caption::isName))).stream()
                .filter(caption -> caption.language().equalsIgnoreCase(language))
                .findFirst()
                .flatMap(caption -> folder.file(caption.fileName()))
                .map(file ->
                        new StoredFile(
                                file.path(),
                                file.state(),
                                folder.isLocal(),
                                file.name(),
                                "text/vtt;charset=utf-8",
                                StoredFile.Kind.CAPTIONS));
    }

    @EventListener(ApplicationReadyEvent.class)
    void read() {
        int illegible = folder.illegible();
        if (illegible > 0) {
            log.warn(
                    "{} files have names that are no text in {}, and are left out: start the"
                            + " service with LC_ALL=C.UTF-8, or rename them",
                    illegible,
                    System.getProperty("sun.jnu.encoding"));
        }
        log.info("{} videos in the video folder", all().videos().size());
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
                folder.names(name -> Container.ofName(name).isPresent()).stream()
                        .map(name -> Map.entry(NaturalOrder.key(name), name))
                        .sorted(
                                Map.Entry.<String, String>comparingByKey()
                                        .thenComparing(Map.Entry.comparingByValue()))
                        .flatMap(name -> find(name.getValue()).stream())
                        .findFirst();
        // Two changes within one tick of the file system's clock give the same time: wait for the
        // next.
        boolean settled = changed.toInstant().isBefore(Instant.now().minusSeconds(2));
        first = settled ? video.map(each -> new First(changed, each.id())).orElse(null) : null;
        return video;
    }

    /** Whether a name is that of captions or of a file that can be served. */
    private NavigableSet<String> captions(List<String> names) {
        NavigableSet<String> captions = new TreeSet<>();
        for (String name : names) {
            if (Caption.isName(name) && folder.file(name).isPresent()) {
                captions.add(name);
            }
        }
        return captions;
    }

    private Found found(Video video, VideoFolder.File file) {
        boolean known = metadata.knows(video.id(), file.state());
        return new Found(video, file.state(), metadata.entry(video, file.state()), !known);
    }

    private Optional<Video> video(VideoFolder.File file) {
        return Container.ofName(file.name())
                .map(container ->
                        new Video(
                                file.name(),
                                file.path(),
                                file.state(),
                                folder.isLocal(),
                                container.contentType()));
    }

    /** The videos of a folder in one state; complete when all metadata has been read. */
    record Listing(
            List<String> names,
            List<VideoFolder.File> files,
            List<Listed> videos,
            boolean complete) {}

    /** A video with its metadata, for a list. */
    record Listed(
            Video video, FileState state, MetadataCache.Facts facts, List<Caption> captions) {}

    private record Found(Video video, FileState state, MetadataCache.Entry entry, boolean isNew) {

        Listed listed(List<Caption> captions) {
            return new Listed(video, state, entry.facts(), captions);
        }
    }

    private record First(FileTime changed, String id) {}
}
