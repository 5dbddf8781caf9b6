package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document as the service gives it, and what it says of an answer. */
final class Description {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** The headers that a client is told about wherever they come. */
    private static final List<String> TOLD =
            List.of(
                    "Content-Disposition",
                    "Content-Location",
                    "ETag",
                    "Link",
                    "Location",
                    "RateLimit",
                    "RateLimit-Policy",
                    "Retry-After",
                    "WWW-Authenticate");

    private static final JsonMapper json = new JsonMapper();
    private static final SchemaRegistry schemas =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;

    Description(String document) {
        this.document = json.readTree(document);
    }

    /** "GET /users", say, for everything that is described. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path ->
                        path.getValue().propertyNames().stream()
                                .filter(METHODS::contains)
                                .forEach(method ->
                                        operations.add(operation(method, path.getKey()))));
        return operations;
    }

    /** "GET /users 200", say, for every status that an operation names. */
    Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        for (String operation : operations()) {
            for (String status : operationNode(operation).get("responses").propertyNames()) {
                answers.add(operation + " " + status);
            }
        }
        return answers;
    }

    void covers(String operation, HttpResponse<String> answer) {
        String what = operation + " " + answer.statusCode();
        JsonNode described =
                resolved(operationNode(operation).get("responses").path("" + answer.statusCode()));
        assertThat(described.isMissingNode()).as("%s is not described", what).isFalse();

        for (String header : TOLD) {
            if (answer.headers().firstValue(header).isPresent()) {
                assertThat(described.path("headers").has(header))
                        .as("%s does not mention %s", what, header)
                        .isTrue();
            }
        }
        String contentType = answer.headers().firstValue("Content-Type").orElse("");
        if (contentType.isEmpty()) {
            assertThat(described.has("content")).as("%s promises a body", what).isFalse();
            return;
        }
        MediaType type = MediaType.parseMediaType(contentType);
        JsonNode content = described.path("content").path(type.getType() + "/" + type.getSubtype());
        assertThat(content.isMissingNode()).as("%s does not mention %s", what, type).isFalse();
        assertThat(errors(content.get("schema"), type, answer.body()))
                .as("%s: %s", what, answer.body())
                .isEmpty();
    }

    private List<Error> errors(JsonNode schema, MediaType type, String body) {
        ObjectNode whole = json.createObjectNode();
        whole.setAll((ObjectNode) schema);
        whole.set("components", document.get("components")); // where its references lead
        return schemas.getSchema(whole)
                .validate(
                        type.getSubtype().endsWith("+json") || type.getSubtype().equals("json")
                                ? json.readTree(body)
                                : json.valueToTree(body));
    }

    private JsonNode operationNode(String operation) {
        String[] parts = operation.split(" ", 2);
        JsonNode node =
                document.get("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
        assertThat(node.isMissingNode()).as("%s is not described", operation).isFalse();
        return node;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }

    static String operation(String method, String path) {
        return method.toUpperCase(Locale.ROOT) + " " + path;
    }
}
