package marquee.users.access;

import marquee.users.start.UnusableVariableException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The settings of tokens: whose are valid, and what needs one; an empty value means "not set". */
@ConfigurationProperties("tokens")
record TokenProperties(
        @DefaultValue("") String publicKey,
        @DefaultValue("") String jwkSetUri,
        @DefaultValue("") String issuer,
        @DefaultValue("") String audience,
        @DefaultValue("open") String directoryRead) {

    TokenProperties {
        publicKey = publicKey.strip();
        jwkSetUri = jwkSetUri.strip();
        issuer = issuer.strip();
        audience = audience.strip();
        directoryRead = directoryRead.strip();
        if (!directoryRead.equals("open") && !directoryRead.equals("token")) {
            throw new UnusableVariableException(
                    "DIRECTORY_READ", "open or token", "\"" + directoryRead + "\"");
        }
        if (!publicKey.isEmpty() && !jwkSetUri.isEmpty()) {
            throw new UnusableVariableException(
                    "JWT_JWK_SET_URI", "nothing, because JWT_PUBLIC_KEY is set", "both");
        }
    }

    boolean readsNeedToken() {
        return directoryRead.equals("token");
    }
}
