package marquee.users.database;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import marquee.users.problem.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses requests at once while the database does not answer, so that none waits in vain. Reads
 * that a standby serves go on.
 */
@Component
final class DatabaseGate implements HandlerInterceptor, WebMvcConfigurer {

    private final DatabaseWatch watch;
    private final Reads reads;

    DatabaseGate(DatabaseWatch watch, Reads reads) {
        this.watch = watch;
        this.reads = reads;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/users/**", "/search");
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!watch.answers() && !(isRead(request) && reads.areServedByStandby())) {
            throw Refusal.databaseUnavailable();
        }
        return true;
    }

    private static boolean isRead(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }
}
