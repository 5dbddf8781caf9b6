package marquee.video.library;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import marquee.video.bucket.StoreUnavailableException;
import marquee.video.delivery.ChangedContentException;
import marquee.video.delivery.Delivery;
import marquee.video.delivery.StoredFile;
import marquee.video.problem.Problem;
import marquee.video.problem.ProblemType;
import marquee.video.wire.Answer;
import marquee.video.wire.Answers;
import marquee.video.wire.FileHandler;
import marquee.video.wire.Request;
import marquee.video.wire.ResponseHead;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Answers {@code /video}, {@code /videos}, {@code /videos/…} and the page. */
@Component
class LibraryFiles implements FileHandler {

    private static final Logger log = LoggerFactory.getLogger(LibraryFiles.class);

    /** No video has a slash in its name. */
    private static final Lane FEATURED = new Lane("/video", "/video");

    private static final Lane LIST = new Lane("/videos", "/videos");
    private static final Lane PAGE = new Lane("/", "/");
    private static final Lane PAGE_FILES = new Lane("/", "/page/{file}");

    private static final Problem VIDEO_NOT_FOUND =
            new Problem(ProblemType.VIDEO_NOT_FOUND, "There is no such video.");

    private static final Problem CAPTIONS_NOT_FOUND =
            new Problem(ProblemType.CAPTIONS_NOT_FOUND, "There are no such captions.");

    private static final Map<String, String> ALLOW = Map.of("Allow", "GET, HEAD, OPTIONS");

    private final Videos videos;
    private final LibraryList list;
    private final Page page;
    private final Delivery delivery;

    LibraryFiles(Videos videos, LibraryList list, Page page, Delivery delivery) {
        this.videos = videos;
        this.list = list;
        this.page = page;
        this.delivery = delivery;
    }

    @Override
    public @Nullable Lane lane(Request request) {
        List<String> path = request.target().segments();
        return switch (path.getFirst()) {
            case "video" -> path.size() == 1 ? FEATURED : null;
            case "videos" -> laneOfVideos(path);
            default -> !page.has(path) ? null : path.size() == 1 ? PAGE : PAGE_FILES;
        };
    }

    private static @Nullable Lane laneOfVideos(List<String> path) {
        return switch (path.size()) {
            case 1 -> LIST;
            case 2 -> path.get(1).isEmpty() ? null : new Lane(path.get(1), "/videos/{id}");
            case 4 ->
                    path.get(2).equals("captions")
                            ? new Lane(path.get(1), "/videos/{id}/captions/{language}")
                            : null;
            default -> null;
        };
    }

    @Override
    public boolean isAtHand(Lane lane) {
        return lane.name().equals(PAGE.name())
                || (lane.name().equals(FEATURED.name())
                        ? videos.isFeaturedAtHand()
                        : videos.isAtHand(lane.name()));
    }

    @Override
    public Answer answer(Request request) {
        try {
            return switch (request.method()) {
                case "GET", "HEAD" -> found(request);
                case "OPTIONS" -> options(request);
                default ->
                        Answers.problem(
                                new Problem(
                                        ProblemType.METHOD_NOT_ALLOWED,
                                        "The library can be read, and nothing else."),
                                ALLOW,
                                request);
            };
        } catch (UnreadableFolderException e) {
            return Answers.later(e.problem(), request);
        } catch (StoreUnavailableException | ChangedContentException _) {
            // It is silent, or lists one state and gives another.
            return Answers.later(
                    new Problem(
                            ProblemType.STORE_UNAVAILABLE,
                            "The store of the videos cannot be read at the moment."),
                    request);
        } catch (IOException | RuntimeException e) {
            log.error("A request failed", e);
            return Answers.problem(Problem.UNFORESEEN, request);
        }
    }

    private Answer found(Request request) throws IOException {
        try {
            return deliver(request, request.begun());
        } catch (ChangedContentException _) {
            return deliver(request, System.nanoTime()); // in its present state
        }
    }

    private Answer deliver(Request request, long since) throws IOException {
        List<String> path = request.target().segments();
        return switch (path.getFirst()) {
            case "video" -> {
                videos.admit(request);
                yield film(videos.featured(since), request);
            }
            case "videos" -> {
                videos.admit(request);
                yield switch (path.size()) {
                    case 1 -> list.answer(request);
                    case 2 -> film(videos.find(path.get(1), since), request);
                    default -> captions(videos.find(path.get(1), since), request);
                };
            }
            default -> page.answer(request);
        };
    }

    private Answer film(Optional<Video> found, Request request) throws IOException {
        if (found.isEmpty()) {
            return Answers.problem(missing(request), request);
        }
        Optional<URI> link = found.get().link(request.method());
        return link.isPresent()
                ? redirect(link.get(), request)
                : delivery.answer(found.get().stored(), request);
    }

    private Problem missing(Request request) {
        return request.target().segments().size() == 1
                ? new Problem(ProblemType.NOTHING_FEATURED, videos.howToFeature())
                : VIDEO_NOT_FOUND;
    }

    private Answer captions(Optional<Video> of, Request request) throws IOException {
        String language = request.target().segments().get(3);
        Optional<StoredFile> file = of.flatMap(video -> videos.captions(video, language));
        return file.isPresent()
                ? delivery.answer(file.get(), request)
                : Answers.problem(CAPTIONS_NOT_FOUND, request);
    }

    /** The link is whoever's who has it, so that nobody may keep it. */
    private static Answer redirect(URI link, Request request) {
        return new Answer(
                List.of(
                        new ResponseHead(HttpStatus.TEMPORARY_REDIRECT, request, Instant.now())
                                .field("Location", link.toString())
                                .field("Cache-Control", "no-store")
                                .field("Content-Length", "0")
                                .end()));
    }

    private static Answer options(Request request) {
        ResponseHead head = new ResponseHead(HttpStatus.NO_CONTENT, request, Instant.now());
        ALLOW.forEach(head::field);
        return new Answer(List.of(head.end()));
    }
}
