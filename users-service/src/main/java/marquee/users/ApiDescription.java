package marquee.users;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Serves {@code openapi.yaml} at {@code /v3/api-docs}. It is written, not derived: the controllers
 * read most of a request themselves, and what they then do no signature says.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    @Bean
    OpenAPI describedApi(BuildProperties build) throws IOException {
        try (InputStream text = new ClassPathResource("openapi.yaml").getInputStream()) {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            OpenAPI api = Json31.mapper().convertValue(document, OpenAPI.class);
            api.getInfo().setVersion(build.getVersion());
            return api;
        }
    }
}
