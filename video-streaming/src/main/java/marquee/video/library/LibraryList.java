package marquee.video.library;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import marquee.video.http.Outcome;
import marquee.video.http.Representation;
import marquee.video.metadata.Metadata;
import marquee.video.problem.Problem;
import marquee.video.problem.ProblemType;
import marquee.video.wire.Answer;
import marquee.video.wire.AnswerMemory;
import marquee.video.wire.Answers;
import marquee.video.wire.Request;
import marquee.video.wire.ResponseHead;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.ObjectMapper;

/**
 * Answers with the list of the videos as JSON. All requests that came before it was begun get the
 * same list and share its bytes, so that many of them, and slow readers, cost no more than one.
 */
@Component
class LibraryList {

    private final Videos videos;
    private final ObjectMapper json;
    private final AnswerMemory memory;
    private @Nullable ListState rendered;
    private long begun;

    LibraryList(Videos videos, ObjectMapper json, AnswerMemory listMemory) {
        this.videos = videos;
        this.json = json;
        this.memory = listMemory;
    }

    /**
     * Waits for the disk, or for another request that does.
     *
     * @param request whose answer must not be older than itself
     */
    Answer answer(Request request) {
        ListState list = asOf(request.arrived());
        Instant now = Instant.now();
        // The list has no time of change, only an entity tag.
        Representation state = new Representation(list.bytes().remaining(), list.etag(), now);
        return switch (Outcome.withoutRanges(request.fields(), state, now)) {
            case Outcome.NotModified _ ->
                    new Answer(List.of(head(HttpStatus.NOT_MODIFIED, list, request, now).end()));
            case Outcome.PreconditionFailed _ ->
                    Answers.problem(
                            new Problem(
                                    ProblemType.PRECONDITION_FAILED,
                                    "The list is not in the state that the request requires."),
                            request);
            default -> {
                Answer.Text head =
                        head(HttpStatus.OK, list, request, now)
                                .field("Content-Type", "application/json")
                                .field("Content-Length", Integer.toString(list.bytes().remaining()))
                                .field("X-Content-Type-Options", "nosniff")
                                .end();
                yield request.method().equals("HEAD")
                        ? new Answer(List.of(head))
                        : whole(head, list, request);
            }
        };
    }

    /** While films are being added, each viewer who does not read may keep another list. */
    private Answer whole(Answer.Text head, ListState list, Request request) {
        return list.use(memory)
                ? new Answer(List.of(head, new Answer.Text(list.bytes())), () -> list.leave(memory))
                : Answers.later(
                        new Problem(
                                ProblemType.OVERLOADED,
                                "Too many states of the list are being sent at the moment."),
                        request);
    }

    private static ResponseHead head(
            HttpStatus status, ListState list, Request request, Instant now) {
        return new ResponseHead(status, request, now)
                .field("ETag", list.etag().toString())
                .field("Cache-Control", "no-cache");
    }

    private synchronized ListState asOf(long arrived) {
        ListState last = rendered;
        if (last != null && begun - arrived >= 0) {
            return last;
        }
        long now = System.nanoTime();
        Videos.Listing listing = videos.all();
        if (last == null || !last.listing().equals(listing)) {
            last = render(listing);
            rendered = last;
        }
        begun = now; // not where the folder could not be read
        return last;
    }

    private ListState render(Videos.Listing listing) {
        return new ListState(
                listing, json.writeValueAsBytes(listing.videos().stream().map(Item::of).toList()));
    }

    /** A video in the list. */
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
