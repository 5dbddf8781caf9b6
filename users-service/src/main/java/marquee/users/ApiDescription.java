package marquee.users;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves {@code openapi.yaml}, and redirects to Swagger UI, which shows it. The description is
 * written by hand, because the controllers read most of a request themselves and their signatures
 * do not show it.
 */
@RestController
class ApiDescription {

    private static final String VERSION = "version: '0'";

    private final byte[] yaml;
    private final byte[] json;

    ApiDescription(BuildProperties build) throws IOException {
        String text = text().replace(VERSION, "version: '" + build.getVersion() + "'");
        yaml = text.getBytes(StandardCharsets.UTF_8);
        json =
                new JsonMapper()
                        .writeValueAsBytes(
                                new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    }

    private static String text() throws IOException {
        try (InputStream text = new ClassPathResource("openapi.yaml").getInputStream()) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] json() {
        return json;
    }

    @GetMapping(path = "/v3/api-docs.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
    byte[] yaml() {
        return yaml;
    }

    /** What Swagger UI asks for at an address of its own. */
    @GetMapping(path = "/v3/api-docs/swagger-config", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, String> userInterface() {
        return Map.of("url", "/v3/api-docs");
    }

    @GetMapping("/swagger-ui.html")
    @ResponseStatus(HttpStatus.FOUND)
    void userInterface(HttpServletResponse response) {
        response.setHeader("Location", "/swagger-ui/index.html");
    }
}
