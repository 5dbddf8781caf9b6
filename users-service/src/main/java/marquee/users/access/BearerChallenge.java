package marquee.users.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import marquee.users.problem.Problem;
import marquee.users.problem.ProblemType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers a request without a sufficient token: a problem with a challenge (RFC 6750 §3). */
final class BearerChallenge implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Logger log = LoggerFactory.getLogger(BearerChallenge.class);

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException refusal)
            throws IOException {
        if (refusal instanceof AuthenticationServiceException) {
            log.warn("Tokens cannot be checked: the keys of JWT_JWK_SET_URI did not come");
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            Problem.write(
                    response, ProblemType.TOKEN_KEYS_UNAVAILABLE, "Tokens cannot be checked now.");
        } else if (refusal instanceof OAuth2AuthenticationException invalid
                && invalid.getError() instanceof BearerTokenError error) {
            String reason = reason(invalid, error);
            challenge(
                    response,
                    ", error=\"%s\", error_description=\"%s\""
                            .formatted(error.getErrorCode(), reason));
            Problem.write(response, error.getHttpStatus(), reason);
        } else {
            // RFC 6750 §3.1: no error code where the request brought no token.
            challenge(response, "");
            Problem.write(
                    response,
                    ProblemType.UNAUTHORIZED,
                    "Expected a bearer token in the Authorization header, found none.");
        }
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException denial)
            throws IOException {
        String scope =
                SAFE.contains(request.getMethod())
                        ? SecurityConfiguration.READ
                        : SecurityConfiguration.WRITE;
        String reason = "Expected a token with the scope %s.".formatted(scope);
        challenge(
                response,
                ", error=\"insufficient_scope\", error_description=\"%s\", scope=\"%s\""
                        .formatted(reason, scope));
        Problem.write(response, ProblemType.FORBIDDEN, reason);
    }

    /** Returns the reason of our own validators only: a parser's message would quote the token. */
    private static String reason(OAuth2AuthenticationException invalid, BearerTokenError error) {
        if (invalid.getCause() instanceof JwtValidationException claims) {
            return claims.getErrors().stream()
                    .map(OAuth2Error::getDescription)
                    .collect(Collectors.joining("; "))
                    .replaceAll("[\"\\\\]", "'");
        }
        if (invalid.getCause() == null && error.getDescription() != null) {
            return error.getDescription();
        }
        return "Expected a token signed with RS256 by the key of this service, found another.";
    }

    private static void challenge(HttpServletResponse response, String error) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"users\"" + error);
    }
}
