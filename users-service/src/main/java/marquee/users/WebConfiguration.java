package marquee.users;

import java.util.List;
import java.util.Map;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import tools.jackson.databind.json.JsonMapper;

/** What holds for all requests. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    /**
     * Answers 404 for any path that has no handler, on the management port too: without this one,
     * Spring answers 500 to a {@code Content-Type} with a wildcard.
     */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/**").addResourceLocations("classpath:/nothing/");
    }

    /** Serves Swagger UI, not by the registry, which is for both ports. */
    @Bean
    SimpleUrlHandlerMapping userInterface(ResourceHttpRequestHandler userInterfaceFiles) {
        return new SimpleUrlHandlerMapping(Map.of("/swagger-ui/**", userInterfaceFiles), 1);
    }

    @Bean
    ResourceHttpRequestHandler userInterfaceFiles() {
        ResourceHttpRequestHandler files = new ResourceHttpRequestHandler();
        files.setLocations(List.of(new ClassPathResource("static/swagger-ui/")));
        return files;
    }

    /**
     * Accepts {@code /users/}, as older clients write it. Runs before the security filters, so that
     * these see one form.
     */
    @Bean
    FilterRegistrationBean<UrlHandlerFilter> trailingSlash() {
        FilterRegistrationBean<UrlHandlerFilter> filter =
                new FilterRegistrationBean<>(
                        UrlHandlerFilter.trailingSlashHandler("/users/**", "/search/")
                                .wrapRequest()
                                .build());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    /** Behind the check of the host, before all that a probe does not need. */
    @Bean
    FilterRegistrationBean<Liveness> liveness(ApplicationAvailability availability) {
        FilterRegistrationBean<Liveness> filter =
                new FilterRegistrationBean<>(new Liveness(availability));
        filter.addUrlPatterns(Liveness.PATH);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
        return filter;
    }

    @Bean
    ServerHttpMessageConvertersCustomizer wholeJson(JsonMapper mapper) {
        return converters -> converters.withJsonConverter(new WholeJson(mapper));
    }

    /** Needs no filter of its own: the dispatcher does the same. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> noRequestContextFilter() {
        FilterRegistrationBean<RequestContextFilter> filter =
                new FilterRegistrationBean<>(new RequestContextFilter());
        filter.setEnabled(false);
        return filter;
    }
}
