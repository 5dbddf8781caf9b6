package marquee.video.wire;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import marquee.video.http.RequestTarget;
import marquee.video.start.UnusableVariableException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The host names that this service answers for (RFC 9110 §7.4). They refuse a page of another site
 * that makes its own name resolve to this host.
 *
 * @param hosts without ports, in any case; empty for any host
 */
@ConfigurationProperties("allowed")
record AllowedHosts(@DefaultValue Set<String> hosts) {

    /** A name or address, or an IPv6 address in brackets (RFC 3986 §3.2.2). */
    private static final Pattern HOST =
            Pattern.compile("[a-z0-9._-]+|\\[[0-9a-f:.]+\\]", Pattern.CASE_INSENSITIVE);

    /** Probes ask by the address of a container. */
    private static final Set<List<String>> OPEN = Set.of(List.of("livez"), List.of("readyz"));

    AllowedHosts {
        for (String host : hosts) {
            if (!HOST.matcher(host).matches()) {
                throw new UnusableVariableException(
                        "ALLOWED_HOSTS",
                        "names between commas and without ports, such as localhost,[::1]",
                        "\"" + host + "\"");
            }
        }
        hosts =
                hosts.stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    static AllowedHosts any() {
        return new AllowedHosts(Set.of());
    }

    /**
     * @param host the value of the field; an authority in the target replaces it (RFC 9112 §3.2.2)
     */
    boolean allow(RequestTarget target, @Nullable String host) {
        if (hosts.isEmpty() || OPEN.contains(target.segments())) {
            return true;
        }
        String named = target.authority() == null ? host : target.authority();
        return named != null && hosts.contains(nameIn(named));
    }

    /** Removes the port, and the dot that a full name may end in. */
    private static String nameIn(String authority) {
        int end = authority.indexOf(':', authority.indexOf(']') + 1);
        String name = (end < 0 ? authority : authority.substring(0, end)).toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
