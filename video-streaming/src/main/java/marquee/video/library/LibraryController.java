package marquee.video.library;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import marquee.video.metadata.Metadata;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.ObjectMapper;

/** The list of the videos. One thread reads the folder, because it may have to wait for it. */
@Controller
class LibraryController {

    private final Videos videos;
    private final ObjectMapper json;
    private final Scheduler reader = Schedulers.newSingle("library", true);
    private volatile @Nullable Rendered rendered;

    LibraryController(Videos videos, ObjectMapper json) {
        this.videos = videos;
        this.json = json;
    }

    @GetMapping("/videos")
    Mono<ResponseEntity<byte[]>> list() {
        return Mono.fromCallable(this::current).subscribeOn(reader);
    }

    private ResponseEntity<byte[]> current() {
        Videos.Listing listing = videos.all();
        Rendered last = rendered;
        if (last == null || !last.listing.equals(listing)) {
            last = render(listing);
            rendered = last;
        }
        return last.response;
    }

    private Rendered render(Videos.Listing listing) {
        // In one piece, because its entity tag goes before it.
        byte[] list = json.writeValueAsBytes(listing.videos().stream().map(Item::of).toList());
        return new Rendered(
                listing,
                ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .cacheControl(CacheControl.noCache())
                        .header("X-Content-Type-Options", "nosniff")
                        .eTag(digest(list))
                        .body(list));
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    private record Rendered(Videos.Listing listing, ResponseEntity<byte[]> response) {}

    /** A video as clients see it. */
    private record Item(
            String id,
            String title,
            String contentType,
            long size,
            Instant lastModified,
            String url,
            List<Track> captions,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double duration,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer width,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer height,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> codecs) {

        static Item of(Videos.Listed listed) {
            Video video = listed.video();
            Metadata metadata = listed.facts().metadata();
            String url = "/videos/" + UriUtils.encode(video.id(), StandardCharsets.UTF_8);
            return new Item(
                    video.id(),
                    listed.facts().title(),
                    video.contentType(),
                    listed.state().size(),
                    listed.state().modified().truncatedTo(ChronoUnit.SECONDS),
                    url,
                    listed.captions().stream().map(caption -> Track.of(url, caption)).toList(),
                    metadata.duration(),
                    metadata.width(),
                    metadata.height(),
                    metadata.codecs());
        }
    }

    /** Captions, with the names that the attributes of an HTML track element have. */
    private record Track(String language, String label, String url) {

        static Track of(String video, Caption caption) {
            return new Track(
                    caption.language(), caption.label(), video + "/captions/" + caption.language());
        }
    }
}
