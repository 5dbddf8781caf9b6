package marquee.video;

import java.io.IOException;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.util.DigestUtils;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The page at "/" and its files, with headers that let it load nothing but what is ours. */
@Configuration(proxyBeanMethods = false)
class Page {

    private static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                            + " media-src 'self'; connect-src 'self'; base-uri 'none';"
                            + " form-action 'none'; frame-ancestors 'none';"
                            + " require-trusted-types-for 'script'",
                    "Cross-Origin-Opener-Policy",
                    "same-origin",
                    "Referrer-Policy",
                    "no-referrer",
                    "X-Content-Type-Options",
                    "nosniff");

    /** Read once: they are small, and a request then waits for no disk. */
    @Bean
    RouterFunction<ServerResponse> pageFiles() throws IOException {
        RouterFunctions.Builder routes = RouterFunctions.route();
        Resource[] files =
                new PathMatchingResourcePatternResolver().getResources("classpath:/static/page/*");
        for (Resource file : files) {
            StaticFile content = StaticFile.of(file);
            routes.GET("/page/" + file.getFilename(), content::serve);
        }
        StaticFile index =
                StaticFile.of(
                        new PathMatchingResourcePatternResolver()
                                .getResource("classpath:/static/index.html"));
        return routes.GET("/", index::serve).GET("/index.html", index::serve).build();
    }

    /** Files in a reproducible image all have one date: only their content tells them apart. */
    private record StaticFile(Resource content, MediaType type, String etag) {

        static StaticFile of(Resource file) throws IOException {
            byte[] bytes = file.getContentAsByteArray();
            return new StaticFile(
                    new ByteArrayResource(bytes),
                    MediaTypeFactory.getMediaType(file).orElseThrow(),
                    '"' + DigestUtils.md5DigestAsHex(bytes) + '"');
        }

        Mono<ServerResponse> serve(ServerRequest request) {
            return request.checkNotModified(etag)
                    .switchIfEmpty(Mono.defer(() -> ok().bodyValue(content)));
        }

        private ServerResponse.BodyBuilder ok() {
            ServerResponse.BodyBuilder ok =
                    ServerResponse.ok()
                            .contentType(type)
                            .cacheControl(CacheControl.noCache())
                            .eTag(etag);
            HEADERS.forEach(ok::header);
            return ok;
        }
    }
}
