package marquee.users.access;

import io.github.bucket4j.TimeMeter;
import jakarta.servlet.DispatcherType;
import java.util.List;
import marquee.users.problem.Problem;
import marquee.users.problem.ProblemType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Who may do what: reading is open unless configured otherwise, writing needs a token. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
class SecurityConfiguration {

    static final String READ = "users:read";
    static final String WRITE = "users:write";

    /**
     * The filter is added by itself: Security's resource server brings a page besides, {@code
     * /.well-known/oauth-protected-resource}, whose content repeats the request's Host.
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
                .headers(SecurityConfiguration::headers)
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable) // no cookie, hence no request to forge
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Counts whoever comes without a good token; one that is not good is no way round it. */
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

    /** Caching is each handler's own matter; transport security that of whoever ends TLS. */
    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.defaultsDisabled()
                .contentTypeOptions(Customizer.withDefaults())
                // A search address names a person: it is not for the next site to know.
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .addHeaderWriter((request, response) ->
                        response.setHeader(
                                "Content-Security-Policy",
                                request.getRequestURI().startsWith("/swagger-ui/")
                                        ? "default-src 'self'; style-src 'self'"
                                                + " 'unsafe-inline'; img-src 'self' data:;"
                                                + " frame-ancestors 'none'"
                                        : "default-src 'none'; frame-ancestors 'none'"));
    }

    /**
     * Timing each of its filters would be a fifth of what a look-up costs; the request is timed.
     */
    @Bean
    SecurityObservationSettings noObservationsOfFilters() {
        return SecurityObservationSettings.noObservations();
    }

    /** Any method passes on to the dispatcher, which answers 405 with Allow. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    /** Before everything that reads the directory, and on the port of the service alone. */
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
