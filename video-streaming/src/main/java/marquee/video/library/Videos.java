package marquee.video.library;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import marquee.video.bucket.StoreUnavailableException;
import marquee.video.delivery.FileState;
import marquee.video.delivery.StoredFile;
import marquee.video.http.Recent;
import marquee.video.metadata.Container;
import marquee.video.wire.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The library: the video files directly in its store, as they are now. */
@Component
class Videos {

    private static final Logger log = LoggerFactory.getLogger(Videos.class);

    /** The most time that a list waits for the metadata of files that are new. */
    private static final long PATIENCE_MILLIS = 150;

    private final VideoStore store;
    private final MetadataCache metadata;
    private final String named;
    private final Recent<Look> looks = new Recent<>(64);
    private volatile @Nullable Listing listing;
    private volatile @Nullable First first;

    Videos(VideoStore store, MetadataCache metadata, VideoProperties properties) {
        this.store = store;
        this.metadata = metadata;
        this.named = properties.featured();
    }

    void admit(Request request) {
        store.admit(request);
    }

    /**
     * Finds the video of this name as it was at this time or later. Of many who ask at once, one
     * has to look.
     *
     * @param since by {@link System#nanoTime}
     */
    Optional<Video> find(String id, long since) {
        Look known = looks.get(id);
        if (known != null && known.began - since >= 0) {
            return known.video;
        }
        long began = System.nanoTime();
        Optional<Video> video = find(id);
        if (video.isPresent()) { // else the name is whatever a client wrote
            looks.put(id, new Look(began, video));
        }
        return video;
    }

    private Optional<Video> find(String id) {
        Optional<Container> container = Container.ofName(id);
        if (container.isEmpty()) {
            return Optional.empty();
        }
        Optional<? extends LibraryFile> file = store.file(id);
        return file.isPresent()
                ? Optional.of(new Video(file.get(), container.get().contentType()))
                : Optional.empty();
    }

    /** Finds the video of {@code /video}: VIDEO_DEFAULT, or else the first by name. */
    Optional<Video> featured() {
        return featured(System.nanoTime());
    }

    /** The same, as it was at this time or later. */
    Optional<Video> featured(long since) {
        return named.isEmpty() ? first(since) : find(named, since);
    }

    /** Whether a request for the video of this name can be answered without waiting. */
    boolean isAtHand(String id) {
        return store.isAtHand(id);
    }

    /** The same for the featured video, as it was the last time. */
    boolean isFeaturedAtHand() {
        First known = first;
        return named.isEmpty() ? known != null && isAtHand(known.id) : isAtHand(named);
    }

    /** Tells what to do when there is no featured video. */
    String howToFeature() {
        return named.isEmpty()
                ? "The library is empty. Put an .mp4, .m4v, .webm, .ogv, .mov or .mkv file into %s."
                        .formatted(store)
                : "VIDEO_DEFAULT names \"%s\", which is not in %s.".formatted(named, store);
    }

    /** Returns all videos by title; the same object while nothing changes. */
    Listing all() {
        List<String> names =
                store.names(name -> Container.ofName(name).isPresent() || Caption.isName(name));
        List<LibraryFile> files = new ArrayList<>();
        for (String name : names) {
            if (!Caption.isName(name)) {
                store.file(name).ifPresent(files::add);
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

    private Listing list(List<String> names, List<LibraryFile> files) {
        metadata.keepOnly(Set.copyOf(names));
        List<Found> found =
                files.stream()
                        .flatMap(file -> video(file).stream().map(video -> found(video, file)))
                        .toList();
        MetadataCache.await(
                found.stream().filter(Found::isNew).map(Found::entry).toList(), PATIENCE_MILLIS);
        // Read before the metadata, so that no change in between is missed.
        boolean complete = found.stream().allMatch(each -> each.entry.isRead());
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
        return Caption.of(video, new TreeSet<>(store.names(Caption::isName))).stream()
                .filter(caption -> caption.language().equalsIgnoreCase(language))
                .findFirst()
                .flatMap(caption -> store.file(caption.fileName()))
                .map(file ->
                        new StoredFile(
                                file.source(),
                                file.name(),
                                "text/vtt;charset=utf-8",
                                StoredFile.Kind.CAPTIONS));
    }

    @EventListener(ApplicationReadyEvent.class)
    void read() {
        try {
            store.lookAround();
            log.info("{} videos in {}", all().videos().size(), store);
            if (featured().isEmpty()) {
                log.warn("Nothing to show at /video: {}", howToFeature());
            }
        } catch (StoreUnavailableException _) {
            // Said by then; it is asked again with each request.
        }
    }

    private Optional<Video> first(long since) {
        Optional<Object> version = store.version();
        First known = first;
        if (known != null && version.isPresent() && known.version.equals(version.get())) {
            Optional<Video> video = find(known.id, since);
            if (video.isPresent()) {
                return video;
            }
        }
        Optional<Video> video =
                store.names(name -> Container.ofName(name).isPresent()).stream()
                        .map(name -> Map.entry(NaturalOrder.key(name), name))
                        .sorted(
                                Map.Entry.<String, String>comparingByKey()
                                        .thenComparing(Map.Entry.comparingByValue()))
                        .flatMap(name -> find(name.getValue()).stream())
                        .findFirst();
        first =
                version.isPresent()
                        ? video.map(each -> new First(version.get(), each.id())).orElse(null)
                        : null;
        return video;
    }

    /** Whether a name is that of captions or of a file that can be served. */
    private NavigableSet<String> captions(List<String> names) {
        NavigableSet<String> captions = new TreeSet<>();
        for (String name : names) {
            if (Caption.isName(name) && store.file(name).isPresent()) {
                captions.add(name);
            }
        }
        return captions;
    }

    private Found found(Video video, LibraryFile file) {
        boolean known = metadata.knows(video.id(), file.state());
        return new Found(video, file.state(), metadata.entry(video, file.state()), !known);
    }

    private Optional<Video> video(LibraryFile file) {
        return Container.ofName(file.name())
                .map(container -> new Video(file, container.contentType()));
    }

    /** The videos of a store in one state; complete when all metadata has been read. */
    record Listing(
            List<String> names, List<LibraryFile> files, List<Listed> videos, boolean complete) {}

    /** A video with its metadata, for a list. */
    record Listed(
            Video video, FileState state, MetadataCache.Facts facts, List<Caption> captions) {}

    private record Found(Video video, FileState state, MetadataCache.Entry entry, boolean isNew) {

        Listed listed(List<Caption> captions) {
            return new Listed(video, state, entry.facts(), captions);
        }
    }

    private record First(Object version, String id) {}

    /** What a look found that began at a time. */
    private record Look(long began, Optional<Video> video) {}
}
