package marquee.video.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import marquee.video.http.ByteRange;
import marquee.video.http.Multipart;
import marquee.video.http.Outcome;
import marquee.video.http.Representation;
import marquee.video.problem.Problem;
import marquee.video.problem.ProblemType;
import marquee.video.wire.Answer;
import marquee.video.wire.AnswerMemory;
import marquee.video.wire.Answers;
import marquee.video.wire.Request;
import marquee.video.wire.ResponseHead;
import org.springframework.http.HttpStatus;

/** Answers GET and HEAD of a file with what RFC 9110 decides. */
public final class Delivery implements MeterBinder {

    private static final Problem TOO_MANY_FILES =
            new Problem(ProblemType.OVERLOADED, "Too many files are being sent at the moment.");

    private static final Problem TOO_MANY_PARTS =
            new Problem(ProblemType.OVERLOADED, "Too many ranges are being sent at the moment.");

    /** Heap of one part until it is sent, in bytes; measured. */
    private static final long PART = 240;

    private final String cacheControl;
    private final Descriptions descriptions;
    private final AnswerMemory memory;
    private final RangeCounts ranges = new RangeCounts();

    /**
     * @param memory for answers in several parts
     */
    public Delivery(String cacheControl, AnswerMemory memory) {
        this.cacheControl = cacheControl;
        this.descriptions = new Descriptions(cacheControl);
        this.memory = memory;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        ranges.bindTo(registry);
    }

    /** May wait for the disk, or for another server. */
    public Answer answer(StoredFile stored, Request request) throws IOException {
        try {
            return answer(stored, stored.source().open(), request);
        } catch (TooManyOpenFilesException _) {
            return Answers.later(TOO_MANY_FILES, request);
        } catch (NoSuchFileException | AccessDeniedException | FileSystemLoopException _) {
            // The file was removed after the library had found it.
            return Answers.problem(
                    new Problem(
                            stored.kind().missing(),
                            "There is no such %s.".formatted(stored.kind())),
                    request);
        }
    }

    private Answer answer(StoredFile stored, Content content, Request request) throws IOException {
        boolean sends = false;
        try {
            Answer answer = new Exchange(stored, content, request, Instant.now()).answer();
            sends = true;
            return answer;
        } finally {
            if (!sends) {
                content.leave();
            }
        }
    }

    /** Static, so that nothing else is kept while an answer is being sent. */
    private static Answer.Held leaving(Content content, AnswerMemory memory, long held) {
        return () -> {
            content.leave();
            memory.giveBack(held);
        };
    }

    /** A request for one state of a file. */
    private final class Exchange {

        private final StoredFile stored;
        private final Content content;
        private final Request request;
        private final Instant now;
        private final Representation state;

        Exchange(StoredFile stored, Content content, Request request, Instant now) {
            this.stored = stored;
            this.content = content;
            this.request = request;
            this.now = now;
            this.state = content.representation(now);
        }

        Answer answer() throws IOException {
            return switch (outcome()) {
                case Outcome.Whole _ -> whole();
                case Outcome.Part(ByteRange range) -> part(range);
                case Outcome.Parts(List<ByteRange> ranges) -> parts(ranges);
                case Outcome.NotModified _ -> notModified();
                case Outcome.PreconditionFailed _ ->
                        problem(
                                ProblemType.PRECONDITION_FAILED,
                                "The %s is not in the state that the request requires."
                                        .formatted(stored.kind()),
                                Map.of());
                case Outcome.Unsatisfiable _ ->
                        problem(
                                ProblemType.RANGE_NOT_SATISFIABLE,
                                "The %s has %d bytes, and no range asked for begins within them."
                                        .formatted(stored.kind(), state.size()),
                                Map.of(
                                        "Content-Range",
                                        "bytes */" + state.size())); // RFC 9110 §15.5.17
            };
        }

        private Outcome outcome() {
            if (!request.method().equals("GET")) {
                return Outcome.withoutRanges(request.fields(), state, now);
            }
            Outcome outcome = Outcome.withRanges(request.fields(), state, now);
            ranges.count(outcome, request.fields());
            return outcome;
        }

        private Answer whole() throws IOException {
            ResponseHead head = head(HttpStatus.OK, stored.contentType(), state.size());
            return request.method().equals("HEAD") || state.size() == 0
                    ? answer(List.of(head.end()))
                    : answer(List.of(head.end(), content.part(0, state.size())));
        }

        private Answer part(ByteRange range) throws IOException {
            ResponseHead head =
                    head(HttpStatus.PARTIAL_CONTENT, stored.contentType(), range.length())
                            .contentRange(range, state.size());
            return answer(List.of(head.end(), content.part(range.first(), range.length())));
        }

        private Answer parts(List<ByteRange> ranges) throws IOException {
            Multipart body = Multipart.of(stored.contentType(), ranges, state.size());
            List<Answer.Piece> pieces = new ArrayList<>(2 * ranges.size() + 2);
            for (ByteRange range : body.ranges()) {
                pieces.add(new Answer.Text(ByteBuffer.wrap(body.head(range))));
                pieces.add(content.part(range.first(), range.length()));
            }
            pieces.add(new Answer.Text(ByteBuffer.wrap(body.end())));
            long length = pieces.stream().mapToLong(Answer.Piece::length).sum();
            pieces.addFirst(head(HttpStatus.PARTIAL_CONTENT, body.contentType(), length).end());
            long held = PART * ranges.size();
            return memory.take(held)
                    ? new Answer(pieces, leaving(content, memory, held))
                    : answer(Answers.later(TOO_MANY_PARTS, request).pieces());
        }

        /** Adds the fields of a 304, and no other metadata of the file (RFC 9110 §15.4.5). */
        private Answer notModified() {
            return answer(
                    List.of(
                            new ResponseHead(HttpStatus.NOT_MODIFIED, request, now)
                                    .field("ETag", state.etag().toString())
                                    .field("Cache-Control", cacheControl)
                                    .end()));
        }

        private Answer problem(ProblemType type, String detail, Map<String, String> fields) {
            return answer(Answers.problem(new Problem(type, detail), fields, request).pieces());
        }

        private Answer answer(List<Answer.Piece> pieces) {
            return new Answer(pieces, content);
        }

        private ResponseHead head(HttpStatus status, String contentType, long length) {
            return new ResponseHead(status, request, now)
                    .field("Content-Type", contentType)
                    .field("Content-Length", length)
                    .fields(descriptions.of(state, stored.name()));
        }
    }
}
