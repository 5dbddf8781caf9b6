package marquee.users.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the client address of a request that came through proxies. Only configured proxies are
 * trusted: X-Forwarded-For is read from its right end, up to the first address that is not one of
 * them. {@code Forwarded} is not read: a proxy that writes one of the two passes the other on as
 * the client wrote it.
 */
final class TrustedProxies {

    private final List<AddressRange> proxies;

    TrustedProxies(List<AddressRange> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    /** Whose requests are counted together: an IPv4 address, or the /64 of an IPv6 address. */
    long client(HttpServletRequest request) {
        InetAddress client = literal(request.getRemoteAddr());
        if (client == null) {
            return 0;
        }
        List<String> way = way(request);
        for (int i = way.size() - 1; i >= 0 && isTrusted(client); i--) {
            InetAddress before = literal(way.get(i));
            if (before == null) {
                break; // the proxy does not name the client: all these count as one
            }
            client = before;
        }
        return network(client);
    }

    private boolean isTrusted(InetAddress address) {
        return proxies.stream().anyMatch(range -> range.contains(address));
    }

    private static List<String> way(HttpServletRequest request) {
        List<String> way = new ArrayList<>();
        for (String field : Collections.list(request.getHeaders("X-Forwarded-For"))) {
            Collections.addAll(way, field.split(",", -1));
        }
        return way;
    }

    /**
     * Parses an address; null where it is none. An IPv4-mapped IPv6 address becomes the IPv4 one.
     */
    static @Nullable InetAddress literal(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(withoutPort(text.strip()).replaceFirst("%.*", ""));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** Some proxies name the port as well: {@code 192.0.2.1:4711}, {@code [2001:db8::1]:4711}. */
    private static String withoutPort(String address) {
        int colon = address.indexOf(':');
        if (address.startsWith("[")) {
            return address.substring(1, Math.max(1, address.indexOf(']')));
        }
        return colon > 0 && colon == address.lastIndexOf(':')
                ? address.substring(0, colon)
                : address;
    }

    /**
     * The first 64 bits of an IPv6 address. The 32 of an IPv4 address stand where they would be in
     * ::/32, which is nobody's.
     */
    private static long network(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address
                ? Integer.toUnsignedLong(bytes.getInt())
                : bytes.getLong();
    }
}
