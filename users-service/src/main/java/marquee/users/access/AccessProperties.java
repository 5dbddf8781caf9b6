package marquee.users.access;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The settings that bound requests without a token; an empty value means "not set". */
@ConfigurationProperties("access")
record AccessProperties(
        @DefaultValue("") String rateLimit,
        @DefaultValue("") String trustedProxies,
        @DefaultValue("") String allowedHosts) {

    AccessProperties {
        list(trustedProxies).forEach(AddressRange::parse); // also where no limit asks for them
    }

    Optional<Quota> quota() {
        return Optional.of(rateLimit.strip()).filter(text -> !text.isEmpty()).map(Quota::parse);
    }

    List<AddressRange> proxies() {
        return list(trustedProxies).stream().map(AddressRange::parse).toList();
    }

    /** Returns the allowed hosts; empty for any host. */
    List<String> hosts() {
        return list(allowedHosts);
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
