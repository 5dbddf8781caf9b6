package marquee.video.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import marquee.video.http.Fields;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeHeadTests {

    private static final String PLAYER =
            """
            GET /videos/a%20film.mp4?t=1 HTTP/1.1
            Host: films.example:3000
            Connection: keep-alive
            sec-ch-ua: "Chromium";v="140", "Not=A?Brand";v="24"
            Accept-Encoding: identity;q=1, *;q=0
            Range: bytes=0-99
            If-Range: "tag"

            """;

    @Test
    void whatPlayersSendIsRead() {
        Request request = read(PLAYER).request(1, true);

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target().segments()).containsExactly("videos", "a film.mp4");
        assertThat(request.fields().single("Range")).hasValue("bytes=0-99");
        assertThat(request.fields().single("range")).hasValue("bytes=0-99");
        assertThat(request.fields().lines("Accept-Encoding"))
                .containsExactly("identity;q=1, *;q=0");
        assertThat(request.fields().lines("Accept")).isEmpty();
        assertThat(request.fields().mayBeConditional()).isTrue();
        assertThat(read(PLAYER).host()).isEqualTo("films.example:3000");
    }

    @Test
    void theSpaceAroundAValueIsNoPartOfIt() {
        Fields fields = read("HEAD / HTTP/1.1\nhost:\t a \t\nX:\nY:a\tb\n\n");

        assertThat(fields.lines("X")).containsExactly("");
        assertThat(fields.lines("Y")).containsExactly("a\tb");
        assertThat(fields.lines("Host")).containsExactly("a");
        assertThat(fields.mayBeConditional()).isFalse();
    }

    @Test
    void aFieldMayComeInSeveralLines() {
        Fields fields = read("GET / HTTP/1.1\nHost: a\nRange: b\nrange: c\nRANGE: d\n\n");

        assertThat(fields.lines("Range")).containsExactly("b", "c", "d");
        assertThat(fields.single("Range")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\n\n",
                "GET / HTTP/1.1\nHost: a\n",
                "GET / HTTP/1.1\nHost: a\n\nGET / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/1.1\nHost: a\n\n\n\n",
                "\nGET / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/1.0\nHost: a\n\n",
                "GET  / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/1.1 \nHost: a\n\n",
                "GET http://a/ HTTP/1.1\nHost: a\n\n",
                "GET * HTTP/1.1\nHost: a\n\n",
                "GET /%zz HTTP/1.1\nHost: a\n\n",
                "GET /\u00e9 HTTP/1.1\nHost: a\n\n",
                "get / HTTP/1.1\nHost: a\n\n",
                "POST / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/1.1\nHost: a\nHost: a\n\n",
                "GET / HTTP/1.1\nHost: a@b\n\n",
                "GET / HTTP/1.1\nHost : a\n\n",
                "GET / HTTP/1.1\nHost: a\n: b\n\n",
                "GET / HTTP/1.1\nHost: a\nX: b\n c\n\n",
                "GET / HTTP/1.1\nHost: a\nX\n\n",
                "GET / HTTP/1.1\nHost: a\nX: \u00e9\n\n",
                "GET / HTTP/1.1\nHost: a\nX: \u0000\n\n",
                "GET / HTTP/1.1\nHost: a\nX\u00e9: b\n\n",
                "GET / HTTP/1.1\nHost: a\nConnection: close\n\n",
                "GET / HTTP/1.1\nHost: a\nConnection: keep-alive, upgrade\n\n",
                "GET / HTTP/1.1\nHost: a\nContent-Length: 0\n\n",
                "GET / HTTP/1.1\nHost: a\ntransfer-encoding: chunked\n\n",
                "GET / HTTP/1.1\nHost: a\nExpect: 100-continue\n\n",
                "GET / HTTP/1.1\nHost: a\nUpgrade: h2c\n\n",
                "GET / HTTP/1.1\nHost: a\nSec-WebSocket-Key1: 1\nSec-WebSocket-Key2: 2\n\n",
            })
    void anyOtherIsLeftToNetty(String head) {
        assertThat(WholeHead.of(Unpooled.wrappedBuffer(bytes(head)))).isNull();
    }

    @Test
    void soIsOneWithTooManyFieldsOrBytes() {
        String most = fields("X:\n", RequestFields.MAX_FIELDS - 1);
        String longest = fields("X: %s\n".formatted("a".repeat(95)), 20);

        assertThat(read("GET / HTTP/1.1\nHost: a\n" + most + "\n")).isNotNull();
        assertThat(unread("GET / HTTP/1.1\nHost: a\nX:\n" + most + "\n")).isNull();
        assertThat(read("GET / HTTP/1.1\nHost: a\n" + longest + "\n")).isNotNull();
        assertThat(unread("GET / HTTP/1.1\nHost: a\nX: " + "a".repeat(95) + "\n" + longest + "\n"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r"})
    void noLineEndsInHalfALineEnd(String end) {
        String head = "GET / HTTP/1.1\r\nHost: a" + end + "X: b\r\n\r\n";

        assertThat(WholeHead.of(Unpooled.wrappedBuffer(latin1(head)))).isNull();
    }

    /** The two have to agree: a head in which they did not could smuggle a request. */
    @Test
    void nettyReadsTheSame() {
        var random = new Random(5);
        int read = 0;
        for (int i = 0; i < 40_000; i++) {
            byte[] bytes = bytes(PLAYER);
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                bytes = changed(bytes, random);
            }
            WholeHead head = WholeHead.of(Unpooled.wrappedBuffer(bytes));
            if (head != null) {
                read++;
                assertNettyReads(bytes, head);
            }
        }
        assertThat(read).isBetween(12_000, 36_000);
    }

    private static byte[] changed(byte[] bytes, Random random) {
        String of = "\r\n \t:,/%?\"aGH1-\u0000\u007f\u0080\u00ff";
        int at = random.nextInt(bytes.length);
        var changed = new ByteArrayOutputStream();
        changed.write(bytes, 0, at);
        int kind = random.nextInt(5);
        if (kind < 2) {
            changed.write(of.charAt(random.nextInt(of.length())));
        }
        int from = kind == 2 ? Math.max(0, at - random.nextInt(40)) : at; // said twice
        int left = kind == 1 || kind == 3 ? 1 : 0;
        changed.write(bytes, from + left, bytes.length - from - left);
        if (kind == 4) {
            changed.write(bytes, 0, random.nextInt(40));
        }
        return changed.toByteArray();
    }

    private static void assertNettyReads(byte[] bytes, WholeHead head) {
        var netty =
                new EmbeddedChannel(
                        new HttpRequestDecoder(
                                new HttpDecoderConfig().setHeadersFactory(RequestFields.FACTORY)));
        netty.writeInbound(Unpooled.wrappedBuffer(bytes));
        Request request = head.request(1, true);
        HttpRequest theirs = netty.readInbound();
        RequestFields fields = (RequestFields) theirs.headers();

        assertThat(Refusal.of(theirs)).isNull();
        assertThat(theirs.method().name()).isEqualTo(request.method());
        assertThat(theirs.protocolVersion().text()).isEqualTo("HTTP/1.1");
        assertThat(theirs.uri()).isEqualTo(request.target().origin());
        assertThat(HttpUtil.isKeepAlive(theirs)).isTrue();
        assertThat(fields.get("Host")).isEqualTo(head.host());
        assertThat(fields.mayBeConditional()).isEqualTo(head.mayBeConditional());
        for (String name : fields.names()) {
            assertThat(head.lines(name)).isEqualTo(fields.lines(name));
        }
        assertThat(netty.<Object>readInbound()).isSameAs(LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(netty.<Object>readInbound()).isNull();
        assertThat(netty.finish()).isFalse();
    }

    private static WholeHead read(String head) {
        return Objects.requireNonNull(unread(head));
    }

    private static @Nullable WholeHead unread(String head) {
        return WholeHead.of(Unpooled.wrappedBuffer(bytes(head)));
    }

    private static String fields(String field, int times) {
        return IntStream.range(0, times).mapToObj(_ -> field).collect(Collectors.joining());
    }

    private static byte[] bytes(String head) {
        return latin1(head.replace("\n", "\r\n"));
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
