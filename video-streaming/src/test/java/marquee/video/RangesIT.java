package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import marquee.video.RawHttp.Response;
import marquee.video.http.ByteRange;
import marquee.video.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

@RunningService
class RangesIT {

    private static final int SIZE = RunningService.Folder.FILM;
    private static final Pattern PART_HEAD =
            Pattern.compile(
                    String.join(
                            "\r\n",
                            "",
                            "--(.+)",
                            "Content-Type: video/mp4",
                            "Content-Range: bytes ([0-9]+)-([0-9]+)/" + SIZE,
                            "",
                            ""));

    @LocalServerPort int port;

    @Value("${video.dir}")
    Path folder;

    @Test
    void withoutARangeTheWholeVideoIsSent() throws IOException {
        Response response = RawHttp.once(port, "GET", "/video");

        assertThat(response)
                .hasStatus(200)
                .hasField("Content-Type", "video/mp4")
                .hasField("Content-Length", "" + SIZE);
        assertThat(response.field("Content-Range")).isEmpty();
        assertThat(response.body()).isEqualTo(OffsetFile.bytes(0, SIZE));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-1, 0, 1",
        "bytes=1000-1999, 1000, 1999",
        "bytes=500000-, 500000, 1000002",
        "bytes=-500, 999503, 1000002",
        "bytes=-2000000, 0, 1000002",
        "bytes=1000002-, 1000002, 1000002",
        "bytes=0-99999999999999999999, 0, 1000002",
        "Bytes=7-8, 7, 8"
    })
    void rangeSendsItsBytesAlone(String range, long first, long last) throws IOException {
        Response response = RawHttp.once(port, "GET", "/videos/film.mp4", "Range: " + range);

        assertThat(response)
                .isPartial(
                        "bytes %d-%d/%d".formatted(first, last, SIZE),
                        OffsetFile.bytes(first, last + 1))
                .hasField("Content-Length", "" + (last - first + 1))
                .hasField("Content-Type", "video/mp4")
                .hasField("Accept-Ranges", "bytes");
    }

    @Test
    void severalRangesAreAMultipartOfExactLength() throws IOException {
        Response response =
                RawHttp.once(port, "GET", "/video", "Range: bytes=900000-900009,0-4,5-9,-3");

        assertThat(response).hasStatus(206);
        assertThat(response.field("Content-Range")).isEmpty();
        assertThat(response.field("Transfer-Encoding")).isEmpty();
        assertThat(response).hasField("Content-Length", "" + response.body().length);
        assertThat(parts(response))
                .containsExactly(
                        new ByteRange(900_000, 900_009),
                        new ByteRange(0, 9),
                        new ByteRange(SIZE - 3, SIZE - 1));
    }

    @Test
    void everyMultipartHasABoundaryOfItsOwn() throws IOException {
        String[] lines = {"Range: bytes=0-0,2-2"};

        assertThat(RawHttp.once(port, "GET", "/video", lines).field("Content-Type"))
                .isNotEqualTo(RawHttp.once(port, "GET", "/video", lines).field("Content-Type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "items=0-9",
                "bytes=+1-9",
                "bytes=9-0",
                "bytes=x",
                "bytes=",
                "bytes=0-,0-",
                "bytes=0-9\r\nRange: bytes=20-29",
                "bytes=0-9\r\nRange: bytes=0-9"
            })
    void rangeThatIsNotFollowedIsAnsweredWithTheWhole(String range) throws IOException {
        Response response = RawHttp.once(port, "GET", "/video", "Range: " + range);

        assertThat(response).hasStatus(200);
        assertThat(response.body()).hasSize(SIZE);
    }

    @Test
    void moreThanAHundredRangesAreAnsweredWithTheWhole() throws IOException {
        String hundred = String.join(",", Collections.nCopies(100, "0-0"));

        assertThat(RawHttp.once(port, "GET", "/video", "Range: bytes=" + hundred)).hasStatus(206);
        assertThat(RawHttp.once(port, "GET", "/video", "Range: bytes=" + hundred + ",0-0"))
                .hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000003-", "bytes=-0", "bytes=99999999999999999999-"})
    void rangeOutsideTheFileIsRefusedWithItsSize(String range) throws IOException {
        Response response = RawHttp.once(port, "GET", "/video", "Range: " + range);

        assertThat(response)
                .isProblem(ProblemType.RANGE_NOT_SATISFIABLE)
                .hasField("Content-Range", "bytes */" + SIZE);
        assertThat(response.names())
                .containsExactlyInAnyOrder(
                        "content-range", "date", "content-type", "content-length");
        assertThat(response.text()).contains("1000003 bytes");
    }

    @Test
    void emptyFileIsSentWhole() throws IOException {
        Files.createFile(folder.resolve("empty.mp4"));
        ObjectStore.tag(folder);

        for (String range : List.of("bytes=0-", "bytes=-1", "bytes=0-0,-1")) {
            Response response = RawHttp.once(port, "GET", "/videos/empty.mp4", "Range: " + range);
            assertThat(response).hasStatus(200).hasField("Content-Length", "0");
        }
    }

    @Test
    void fileOfMoreThanFourGibibytesIsReachedToItsEnd() throws IOException {
        long size = (5L << 30) + 7;
        Path file = folder.resolve("huge.mp4");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
            sparse.seek(size - 3);
            sparse.write("end".getBytes(StandardCharsets.US_ASCII));
        }
        ObjectStore.tag(folder);

        Response tail = RawHttp.once(port, "GET", "/videos/huge.mp4", "Range: bytes=-3");
        Response parts =
                RawHttp.once(
                        port, "GET", "/videos/huge.mp4", "Range: bytes=0-0," + (size - 3) + "-");
        Response head = RawHttp.once(port, "HEAD", "/videos/huge.mp4");

        assertThat(tail)
                .isPartial(
                        "bytes %d-%d/%d".formatted(size - 3, size - 1, size),
                        "end".getBytes(StandardCharsets.US_ASCII));
        assertThat(parts.text()).contains("\r\n\r\nend\r\n--");
        assertThat(head).hasField("Content-Length", "" + size);
        Files.delete(file);
    }

    /** The service against a naive reading of the same ranges, byte for byte. */
    @Test
    void randomRangesGetTheirBytes() throws IOException {
        Random random = new Random(20261121);
        try (RawHttp http = new RawHttp(port)) {
            for (int round = 0; round < 400; round++) {
                List<ByteRange> asked = new ArrayList<>();
                List<String> specs = new ArrayList<>();
                for (int i = random.nextInt(1, 6); i > 0; i--) {
                    ByteRange range = randomRange(random);
                    asked.add(range);
                    specs.add(written(range, random));
                }
                String line = "Range: bytes=" + String.join(",", specs);
                http.send("GET", "/video", line);
                Response response = http.receive("GET");

                assertThat(response).as(line).hasStatus(206);
                List<ByteRange> sent =
                        response.field("Content-Type").orElseThrow().startsWith("multipart/")
                                ? parts(response)
                                : List.of(part(response));
                assertThat(asked)
                        .as(line)
                        .allMatch(range -> sent.stream().anyMatch(part -> holds(part, range)));
            }
        }
    }

    /** Small enough that five of them are never more than the file. */
    private static ByteRange randomRange(Random random) {
        long first = random.nextInt(SIZE);
        return new ByteRange(first, Math.min(SIZE - 1, first + random.nextInt(20_000)));
    }

    private static String written(ByteRange range, Random random) {
        if (range.last() < SIZE - 1) {
            return range.first() + "-" + range.last();
        }
        return random.nextBoolean() ? range.first() + "-" : "-" + range.length();
    }

    private static boolean holds(ByteRange part, ByteRange range) {
        return part.first() <= range.first() && range.last() <= part.last();
    }

    private static ByteRange part(Response response) {
        Matcher range =
                Pattern.compile("bytes ([0-9]+)-([0-9]+)/" + SIZE)
                        .matcher(response.field("Content-Range").orElseThrow());
        assertThat(range.matches()).isTrue();
        ByteRange part = range(range.group(1), range.group(2));
        assertThat(response.body()).isEqualTo(OffsetFile.bytes(part.first(), part.last() + 1));
        return part;
    }

    /** The parts of the body, each compared with the file, and nothing left between or after. */
    private static List<ByteRange> parts(Response response) {
        String boundary =
                response.field("Content-Type")
                        .orElseThrow()
                        .substring("multipart/byteranges; boundary=".length());
        String body = new String(response.body(), StandardCharsets.ISO_8859_1);
        List<ByteRange> parts = new ArrayList<>();
        Matcher head = PART_HEAD.matcher(body);
        int at = 0;
        while (head.find(at)) {
            assertThat(head.start()).isEqualTo(at);
            assertThat(head.group(1)).isEqualTo(boundary);
            ByteRange part = range(head.group(2), head.group(3));
            at = head.end() + (int) part.length();
            assertThat(body.substring(head.end(), at).getBytes(StandardCharsets.ISO_8859_1))
                    .isEqualTo(OffsetFile.bytes(part.first(), part.last() + 1));
            parts.add(part);
        }
        assertThat(body.substring(at)).isEqualTo("\r\n--" + boundary + "--\r\n");
        return parts;
    }

    private static ByteRange range(String first, String last) {
        return new ByteRange(Long.parseLong(first), Long.parseLong(last));
    }
}
