package marquee.users.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import marquee.users.start.UnusableVariableException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class TrustedProxiesTests {

    private final TrustedProxies proxies =
            trusting("10.0.0.0/8", "192.0.2.7", "2001:db8:1::/48", "127.0.0.1");

    /** The last address, after the arrow, is the one to count by. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "203.0.113.9   | -                                        | 203.0.113.9",
                "203.0.113.9   | 198.51.100.1                             | 203.0.113.9",
                "10.1.2.3      | -                                        | 10.1.2.3",
                "10.1.2.3      | 198.51.100.1                             | 198.51.100.1",
                "10.1.2.3      | 6.6.6.6, 198.51.100.1                    | 198.51.100.1",
                "10.1.2.3      | 6.6.6.6, 198.51.100.1, 192.0.2.7         | 198.51.100.1",
                "10.1.2.3      | 198.51.100.1,10.9.9.9,2001:db8:1::5      | 198.51.100.1",
                "10.1.2.3      | 10.4.4.4, 10.9.9.9                       | 10.4.4.4",
                "10.1.2.3      | 198.51.100.1:4711                        | 198.51.100.1",
                "10.1.2.3      | [2001:db8:2::1]:4711                     | 2001:db8:2::1",
                "10.1.2.3      | unknown                                  | 10.1.2.3",
                "10.1.2.3      | 198.51.100.1, unknown                    | 10.1.2.3",
                "10.1.2.3      | 198.51.100.1,                            | 10.1.2.3",
                "::ffff:10.1.2.3 | ::ffff:198.51.100.1                    | 198.51.100.1",
                "2001:db8:1::1 | 198.51.100.1                             | 198.51.100.1",
                "2001:db8:2::1 | 198.51.100.1                             | 2001:db8:2::1",
            })
    void believesTrustedProxiesOnly(String peer, String forwarded, String client) {
        assertThat(client(proxies, peer, forwarded)).isEqualTo(client(trusting(), client, null));
    }

    @Test
    void readsSeveralFieldsAsOneList() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr("10.1.2.3");
        request.addHeader("X-Forwarded-For", "6.6.6.6");
        request.addHeader("X-Forwarded-For", "198.51.100.1, 10.4.4.4");

        assertThat(proxies.client(request)).isEqualTo(client(trusting(), "198.51.100.1", null));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:2:3::1, 2001:db8:2:3:ffff:ffff:ffff:ffff, true",
        "2001:db8:2:3::1, 2001:db8:2:4::1,                  false",
        "198.51.100.1,    ::ffff:198.51.100.1,              true",
        "198.51.100.1,    198.51.100.2,                     false",
        "fe80::1%eth9,    fe80::2,                          true",
    })
    void countsIpv6ByItsNetwork(String one, String other, boolean together) {
        assertThat(client(proxies, one, null) == client(proxies, other, null)).isEqualTo(together);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "2001:db8::/129",
                "proxy.example.org",
                "10.0.0.0/",
                "/8",
                "*"
            })
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text))
                .isInstanceOf(UnusableVariableException.class)
                .hasMessageStartingWith("TRUSTED_PROXIES: expected addresses or ranges")
                .hasMessageEndingWith("found \"%s\".", text);
    }

    private static long client(TrustedProxies proxies, String peer, @Nullable String forwarded) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        if (forwarded != null) {
            request.addHeader("X-Forwarded-For", forwarded);
        }
        return proxies.client(request);
    }

    private static TrustedProxies trusting(String... ranges) {
        return new TrustedProxies(Stream.of(ranges).map(AddressRange::parse).toList());
    }
}
