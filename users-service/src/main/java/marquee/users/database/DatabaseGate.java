package marquee.users.database;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import marquee.users.problem.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses requests at once while the database does not answer, so that none waits in vain. */
@Component
final class DatabaseGate implements HandlerInterceptor, WebMvcConfigurer {

    private final DatabaseWatch watch;

    DatabaseGate(DatabaseWatch watch) {
        this.watch = watch;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/users/**", "/search");
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!watch.answers()) {
            throw Refusal.databaseUnavailable();
        }
        return true;
    }
}
