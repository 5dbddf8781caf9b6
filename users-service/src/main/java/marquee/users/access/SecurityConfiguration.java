package marquee.users.access;

import io.github.bucket4j.TimeMeter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.BooleanSupplier;
import marquee.users.problem.Problem;
import marquee.users.problem.ProblemType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Decides who may do what: reading is open by default, writing needs a token. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
class SecurityConfiguration {

    static final String READ = "users:read";
    static final String WRITE = "users:write";

    /**
     * Lets reads without a token pass where reading is open: the filters of the other chain would
     * find nothing to do, and are a fifth of what a look-up costs.
     */
    @Bean
    @Order(0)
    SecurityFilterChain openReads(TokenProperties tokens, AccessProperties properties) {
        boolean open = !tokens.readsNeedToken() && properties.quota().isEmpty();
        return new DefaultSecurityFilterChain(request ->
                open && isRead(request) && request.getHeader(HttpHeaders.AUTHORIZATION) == null);
    }

    private static boolean isRead(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    /**
     * Checks tokens, by a filter that is added alone: Security's resource server would add a page,
     * {@code /.well-known/oauth-protected-resource}, that repeats the Host of the request.
     */
    @Bean
    SecurityFilterChain everyRequest(
            HttpSecurity http,
            JwtDecoder decoder,
            TokenProperties tokens,
            AccessProperties properties) {
        BearerTokenAuthenticationConverter converter = new BearerTokenAuthenticationConverter();
        converter.setBearerTokenResolver(new OneBearerToken());
        BearerChallenge challenge = new BearerChallenge();
        BearerTokenAuthenticationFilter bearer =
                new BearerTokenAuthenticationFilter(
                        new ProviderManager(new JwtAuthenticationProvider(decoder)), converter);
        bearer.setAuthenticationEntryPoint(challenge); // for what cannot be a token
        bearer.setAuthenticationFailureHandler(challenge::commence); // for a token that is refused
        properties
                .quota()
                .ifPresent(quota -> bound(http, bearer, challenge, quota, properties.proxies()));

        return http.addFilter(bearer)
                .authorizeHttpRequests(requests -> rules(requests, tokens.readsNeedToken()))
                .exceptionHandling(errors ->
                        errors.authenticationEntryPoint(challenge).accessDeniedHandler(challenge))
                .headers(AbstractHttpConfigurer::disable) // SecurityHeaders sends them
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable) // no cookie, hence no request to forge
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Counts requests without a valid token; an invalid one does not avoid the limit. */
    private static void bound(
            HttpSecurity http,
            BearerTokenAuthenticationFilter bearer,
            BearerChallenge challenge,
            Quota quota,
            List<AddressRange> proxies) {
        RateLimitFilter filter =
                new RateLimitFilter(
                        new RateLimit(quota, TimeMeter.SYSTEM_NANOTIME),
                        new TrustedProxies(proxies),
                        new OrRequestMatcher(
                                exactly("/livez"),
                                exactly("/readyz"),
                                EndpointRequest.toAnyEndpoint(), // on the management port
                                EndpointRequest.toLinks()));
        AuthenticationEntryPoint counted =
                (request, response, refusal) -> {
                    if (filter.admits(request, response)) {
                        challenge.commence(request, response, refusal);
                    }
                };
        bearer.setAuthenticationEntryPoint(counted);
        bearer.setAuthenticationFailureHandler(counted::commence);
        http.addFilterAfter(filter, BearerTokenAuthenticationFilter.class);
    }

    private static RequestMatcher exactly(String path) {
        return request -> request.getRequestURI().equals(path);
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
                    requests,
            boolean readsNeedToken) {
        requests.dispatcherTypeMatchers(DispatcherType.ASYNC)
                .permitAll() // the request that started it was let in
                .requestMatchers(EndpointRequest.toAnyEndpoint(), EndpointRequest.toLinks())
                .permitAll() // on the management port
                .requestMatchers(
                        "/livez",
                        "/readyz",
                        "/v3/api-docs",
                        "/v3/api-docs.yaml",
                        "/v3/api-docs/swagger-config",
                        "/swagger-ui.html",
                        "/swagger-ui/**")
                .permitAll()
                .requestMatchers(HttpMethod.OPTIONS)
                .permitAll();
        for (HttpMethod read : new HttpMethod[] {HttpMethod.GET, HttpMethod.HEAD}) {
            if (readsNeedToken) {
                requests.requestMatchers(read).hasAnyAuthority("SCOPE_" + READ, "SCOPE_" + WRITE);
            } else {
                requests.requestMatchers(read).permitAll();
            }
        }
        requests.anyRequest().hasAuthority("SCOPE_" + WRITE);
    }

    /** Tells whether the request of this thread may change the directory. */
    @Bean
    BooleanSupplier mayWrite() {
        return () -> {
            Authentication who = SecurityContextHolder.getContext().getAuthentication();
            return who != null
                    && who.getAuthorities().stream()
                            .anyMatch(may -> ("SCOPE_" + WRITE).equals(may.getAuthority()));
        };
    }

    /** Turns off timers of single filters, a fifth of what a look-up costs; requests are timed. */
    @Bean
    SecurityObservationSettings noObservationsOfFilters() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    FilterRegistrationBean<SecurityHeaders> securityHeaders() {
        FilterRegistrationBean<SecurityHeaders> filter =
                new FilterRegistrationBean<>(new SecurityHeaders());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    /** Lets any method through to the dispatcher, which answers 405 with Allow. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    /** Checks the host before the directory is read, on the port of the service only. */
    @Bean
    FilterRegistrationBean<AllowedHosts> allowedHosts(AccessProperties properties) {
        FilterRegistrationBean<AllowedHosts> filter =
                new FilterRegistrationBean<>(new AllowedHosts(properties.hosts()));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10); // behind what counts requests
        filter.setEnabled(!properties.hosts().isEmpty());
        return filter;
    }

    @Bean
    RequestRejectedHandler rejected() {
        return (request, response, rejection) ->
                Problem.write(response, ProblemType.MALFORMED_REQUEST, Problem.REJECTED);
    }
}
