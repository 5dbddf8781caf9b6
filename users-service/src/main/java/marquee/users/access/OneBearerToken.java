package marquee.users.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * Reads the token from the Authorization header only, and refuses a request with two of them: a
 * proxy in front may have checked the other one.
 */
final class OneBearerToken implements BearerTokenResolver {

    private final BearerTokenResolver header = new DefaultBearerTokenResolver();

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        int headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)).size();
        if (headers > 1) {
            throw new OAuth2AuthenticationException(
                    BearerTokenErrors.invalidRequest(
                            "Expected one Authorization header, found %d.".formatted(headers)));
        }
        return header.resolve(request);
    }
}
