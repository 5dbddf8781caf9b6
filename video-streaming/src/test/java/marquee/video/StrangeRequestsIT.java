package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import marquee.video.RawHttp.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Requests that two readers could understand in two ways, and others that seldom come. */
@RunningService
class StrangeRequestsIT {

    private static final int SIZE = RunningService.Folder.FILM;

    @LocalServerPort int port;

    /** RFC 9112 §6.3 and §11.2: refused, and nothing that follows is taken for a request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 4",
                "Content-Length: 4\r\nContent-Length: 5",
                "Content-Length: 4, 5",
                "Content-Length: -1",
                "Content-Length: +4",
                "Content-Length: 4x",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding : chunked",
                "X: y\nTransfer-Encoding: chunked",
                "X: y\r Z: z",
                "X\u0000: y",
                ": y",
                "X y",
                "Host: other",
                "Host: a b"
            })
    void ambiguousHeadEndsTheConnection(String lines) throws IOException {
        for (String method : List.of("POST", "GET")) {
            try (RawHttp http = new RawHttp(port)) {
                http.send(method + " /video HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n\r\n");
                http.send("0\r\n\r\nGET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");

                assertRefused(http.receive(method), 400);
                assertThat(http.readToEnd()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\n",
                "4\n",
                "-1\r\n",
                "4 \u0001\r\n",
                "1\r\nxx\r\n",
                "7fffffffffffffff\r\n"
            })
    void wrongChunkEndsTheConnection(String chunk) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("POST /video HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            http.send(chunk);
            http.send("GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");

            Response response = http.receive("POST");
            assertThat(response.status()).isIn(400, 405);
            assertThat(response).hasField("Connection", "close");
            assertThat(http.readToEnd()).isEmpty();
        }
    }

    @Test
    void chunkedBodyWithExtensionsAndTrailersIsPassedOver() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("POST /video HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            http.send("4;a=b\r\nabcd\r\n0\r\nX-Trailer: y\r\n\r\n");
            assertThat(http.receive("POST")).isProblem(405);

            http.send("GET", "/video", "Range: bytes=5-9");
            assertThat(http.receive("GET").body()).isEqualTo(OffsetFile.bytes(5, 10));
        }
    }

    @Test
    void bodyOfAnUnwantedRequestDelaysNothing() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("POST /video HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\nx");

            Response response = http.receive("POST");
            assertThat(response).isProblem(405).hasField("Connection", "close");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET http://localhost/videos/film.mp4 HTTP/1.1, 200",
        "GET HTTP://other:80/videos/film.mp4?a=b HTTP/1.1, 200",
        "OPTIONS * HTTP/1.1, 204",
        "GET * HTTP/1.1, 400",
        "CONNECT localhost:443 HTTP/1.1, 400",
        "GET videos/film.mp4 HTTP/1.1, 400",
        "GET ftp://localhost/video HTTP/1.1, 400",
        "GET /video, 400",
        "GET /video HTTP/1.1 x, 400",
        "GET /video HTTP/2.0, 505",
        "PRI * HTTP/2.0, 505",
        "GET /video HTTP/1.2, 200",
        "get /video HTTP/1.1, 405"
    })
    void requestLineOfAnyForm(String requestLine, int status) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send(requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            Response response = http.receive("GET");

            assertThat(response).hasStatus(status);
            if (status >= 400) {
                assertThat(response).hasField("Content-Type", "application/problem+json");
            }
        }
    }

    @Test
    void expectationIsAnsweredByTheFinalStatus() throws IOException {
        assertThat(RawHttp.once(port, "GET", "/video", "Expect: 100-continue")).hasStatus(200);
        assertThat(
                        RawHttp.once(
                                port,
                                "POST",
                                "/video",
                                "Expect: 100-continue",
                                "Content-Length: 10"))
                .isProblem(405);
        assertThat(RawHttp.once(port, "GET", "/video", "Expect: a-miracle")).isProblem(417);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk",
                "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
            })
    void upgradeIsDeclined(String lines) throws IOException {
        for (String target : new String[] {"/video", "/", "/livez"}) {
            assertThat(RawHttp.once(port, "GET", target, lines)).hasStatus(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/video", "/", "/livez", "/nothing"})
    void httpOneZeroEndsTheConnectionUnlessAsked(String target) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("GET " + target + " HTTP/1.0\r\n\r\n");
            Response response = http.receive("GET");

            assertThat(response.field("Transfer-Encoding")).isEmpty();
            assertThat(response).hasField("Content-Length", "" + response.body().length);
            assertThat(http.readToEnd()).isEmpty();
        }
        try (RawHttp http = new RawHttp(port)) {
            for (int i = 0; i < 3; i++) {
                http.send("GET " + target + " HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
                assertThat(http.receive("GET").field("Connection"))
                        .hasValueSatisfying(
                                value -> assertThat(value).isEqualToIgnoringCase("keep-alive"));
            }
        }
    }

    @Test
    void tenThousandFieldsAreRefused() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("GET /video HTTP/1.1\r\nHost: x\r\n" + "a:\r\n".repeat(10_000) + "\r\n");
            assertRefused(http.receive("GET"), 400);
        }
    }

    @Test
    void requestsSentAheadAreAllAnsweredInTheirOrder() throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            String target = i % 3 == 0 ? "/livez" : "/video";
            requests.append(
                    "GET %s HTTP/1.1\r\nHost: x\r\nRange: bytes=%d-%d\r\n\r\n"
                            .formatted(target, i, i + 9));
        }
        try (RawHttp http = new RawHttp(port)) {
            Thread sender = Thread.ofVirtual().start(() -> sendUnchecked(http, requests));
            for (int i = 0; i < 1_000; i++) {
                Response response = http.receive("GET");
                if (i % 3 == 0) {
                    assertThat(response.text()).contains("UP");
                } else {
                    assertThat(response.body()).isEqualTo(OffsetFile.bytes(i, i + 10));
                }
            }
            sender.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sendUnchecked(RawHttp http, CharSequence text) {
        try {
            http.send(text.toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoHasNothingMoreToSayIsAnsweredAllTheSame() throws IOException {
        try (RawHttp http = new RawHttp(port, 4096)) {
            http.send("GET", "/video");
            http.send("GET", "/videos");
            http.send("GET", "/video", "Range: bytes=5-9");
            http.endOutput();

            assertThat(http.receive("GET").body()).isEqualTo(OffsetFile.bytes(0, SIZE));
            assertThat(http.receive("GET")).hasStatus(200);
            assertThat(http.receive("GET").body()).isEqualTo(OffsetFile.bytes(5, 10));
            assertThat(http.readToEnd()).isEmpty();
        }
    }

    @Test
    void requestMayArriveByteByByte() throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            String request = "GET /video HTTP/1.1\r\nHost: x\r\nRange: bytes=5-9\r\n\r\n";
            for (int i : IntStream.range(0, request.length()).toArray()) {
                http.send(request.substring(i, i + 1));
            }
            assertThat(http.receive("GET").body()).isEqualTo(OffsetFile.bytes(5, 10));
        }
    }

    /** A head that comes whole is read in another way than one behind an empty line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: */*",
                "Range: bytes=5-9",
                "RANGE:bytes=-1\t",
                "Range: bytes=5-9\r\nRange: bytes=0-1",
                "Range: bytes=99999-",
                "Range: bytes=5-9\r\nIf-Range: \"x\"",
                "If-None-Match: \"x\"\r\nif-none-match: *",
                "If-Match: \"x\"",
                "Connection: Keep-Alive",
                "Connection: close",
                "Content-Length: 0",
                "Expect: 100-continue"
            })
    void theAnswerIsTheSameHoweverTheHeadIsRead(String lines) throws IOException {
        for (String asked : List.of("GET /video", "HEAD /video?t=1", "GET /videos/none.mp4")) {
            String head = asked + " HTTP/1.1\r\nHost: localhost:80\r\n" + lines + "\r\n\r\n";
            Response whole = answer(head);
            Response decoded = answer("\r\n" + head);

            assertThat(whole.status()).isEqualTo(decoded.status());
            assertThat(withoutDate(whole)).isEqualTo(withoutDate(decoded));
            assertThat(whole.body()).isEqualTo(decoded.body());
        }
    }

    private Response answer(String request) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send(request);
            return http.receive(request.strip().split(" ", 2)[0]);
        }
    }

    private static List<String> withoutDate(Response response) {
        return response.fields().stream().filter(field -> !field.startsWith("Date:")).toList();
    }

    private static void assertRefused(Response response, int status) {
        assertThat(response).isProblem(status).hasField("Connection", "close");
    }
}
