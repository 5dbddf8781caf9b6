package marquee.users.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import marquee.users.problem.Problem;
import marquee.users.problem.ProblemType;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds requests without a valid token by client, and tells how many are left
 * (draft-ietf-httpapi-ratelimit-headers). Runs after the filter that reads tokens.
 */
final class RateLimitFilter extends OncePerRequestFilter {

    private final RateLimit limit;
    private final TrustedProxies proxies;
    private final RequestMatcher uncounted;
    private final String policy;

    RateLimitFilter(RateLimit limit, TrustedProxies proxies, RequestMatcher uncounted) {
        this.limit = limit;
        this.proxies = proxies;
        this.uncounted = uncounted;
        policy =
                "\"address\";q=%d;w=%d"
                        .formatted(limit.quota().requests(), limit.quota().window().toSeconds());
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (SecurityContextHolder.getContext().getAuthentication() != null
                || uncounted.matches(request)
                || admits(request, response)) {
            chain.doFilter(request, response);
        }
    }

    /** Counts one request, and refuses it where it exceeds the quota. */
    boolean admits(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RateLimit.Count count = limit.count(proxies.client(request));
        response.setHeader("RateLimit-Policy", policy);
        response.setHeader(
                "RateLimit",
                "\"address\";r=%d;t=%d".formatted(count.remaining(), seconds(count.reset())));
        if (!count.admitted()) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, seconds(count.next()))));
            Problem.write(
                    response,
                    ProblemType.RATE_LIMITED,
                    "Expected at most %d requests in %d seconds without a token, found more."
                            .formatted(
                                    limit.quota().requests(), limit.quota().window().toSeconds()));
        }
        return count.admitted();
    }

    private static long seconds(Duration time) {
        return time.plusNanos(999_999_999).toSeconds(); // who waits so long has waited long enough
    }
}
