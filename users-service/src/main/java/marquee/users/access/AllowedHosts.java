package marquee.users.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import marquee.users.problem.Problem;
import marquee.users.problem.ProblemType;
import marquee.users.start.UnusableVariableException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a request for another host. Without this, a page of another site could make its own name
 * resolve to this service (DNS rebinding), and read the directory through a browser that reaches
 * it.
 */
final class AllowedHosts extends OncePerRequestFilter {

    /** Probes ask by address, not by name, and read nothing. */
    private static final Set<String> PROBES = Set.of("/livez", "/readyz");

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+\\]");

    private static final Pattern PORT = Pattern.compile(":[0-9]*\\z");

    private final Set<String> names;

    AllowedHosts(List<String> names) {
        this.names = names.stream().map(AllowedHosts::checked).collect(Collectors.toSet());
    }

    private static String checked(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw new UnusableVariableException(
                    "ALLOWED_HOSTS",
                    "names between commas and without ports, such as localhost,[::1]",
                    "\"" + text + "\"");
        }
        return name;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isAllowed(request.getHeader(HttpHeaders.HOST))
                || PROBES.contains(request.getRequestURI())) {
            chain.doFilter(request, response);
        } else {
            Problem.write(
                    response,
                    ProblemType.MISDIRECTED_REQUEST,
                    "This service does not answer for the host that the request names.");
        }
    }

    /** RFC 9110 §7.2: the name, in any case, and perhaps a port; a full name may end in a dot. */
    boolean isAllowed(@Nullable String host) {
        if (host == null) {
            return false; // HTTP/1.0; no browser sends that
        }
        String name = PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
        return names.contains(name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
    }
}
