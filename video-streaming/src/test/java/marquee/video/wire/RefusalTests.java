package marquee.video.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import marquee.video.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:3000",
                "films.example:",
                "192.0.2.1:80",
                "[2001:db8::1]",
                "[2001:db8::1]:65535",
                "a%20b",
                ""
            })
    void aHostIsANameOrAnAddressAndPerhapsAPort(String host) {
        assertThat(refusalOf(host)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user@localhost",
                "localhost:http",
                "localhost:123456",
                "localhost:80:80",
                "a b",
                "a/b",
                "[::1",
                "[::1]x",
                "a]b",
                "[films.example]",
                "\u00e9.example"
            })
    void anythingElseIsNot(String host) {
        assertThat(refusalOf(host)).isEqualTo(Refusal.UNREADABLE);
    }

    private static @Nullable Problem refusalOf(String host) {
        var head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/video");
        head.headers().set(HttpHeaderNames.HOST, host);
        return Refusal.of(head);
    }
}
