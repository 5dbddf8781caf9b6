package marquee.video;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.ObjectMapper;

/** The list of the videos, and their captions. */
@Controller
class LibraryController {

    private final Videos videos;
    private final Delivery delivery;
    private final ObjectMapper json;
    private volatile @Nullable Rendered rendered;

    LibraryController(Videos videos, Delivery delivery, ObjectMapper json) {
        this.videos = videos;
        this.delivery = delivery;
        this.json = json;
    }

    @GetMapping("/videos")
    ResponseEntity<byte[]> list() {
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

    @GetMapping("/videos/{id}/captions/{language}")
    void captions(
            @PathVariable String id,
            @PathVariable String language,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Path file =
                videos.find(id)
                        .flatMap(video -> videos.captions(video, language))
                        .orElseThrow(() ->
                                new ResponseStatusException(
                                        HttpStatus.NOT_FOUND, "There are no such captions."));
        delivery.send(
                new Video(file.getFileName().toString(), file, "text/vtt;charset=utf-8"),
                request,
                response);
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
