package marquee.users.access;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells browsers what they must not do with an answer. Caching is each handler's own matter;
 * transport security that of whoever ends TLS.
 */
final class SecurityHeaders implements Filter {

    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    private static final String SWAGGER_UI =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " frame-ancestors 'none'";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest asked
                && response instanceof HttpServletResponse answer) {
            answer.setHeader("X-Content-Type-Options", "nosniff");
            // A search address names a person: it is not for the next site to know.
            answer.setHeader("Referrer-Policy", "no-referrer");
            answer.setHeader(
                    "Content-Security-Policy",
                    asked.getRequestURI().startsWith("/swagger-ui/") ? SWAGGER_UI : NOTHING);
        }
        chain.doFilter(request, response);
    }
}
