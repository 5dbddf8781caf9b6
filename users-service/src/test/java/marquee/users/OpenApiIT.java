package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import marquee.users.problem.ProblemType;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The description of the API, held against what the service does. */
@WholeService
class OpenApiIT {

    private static final String JSON = "application/json";
    private static final String PATCH = "application/merge-patch+json";
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final String MOE =
            "{\"email\":\"moe@thesimpsons.com\",\"phoneNumber\":\"+1 888 123 1119\"}";
    private static final String HOMER = MOE.replace("moe", "homer");
    private static final String WRONG = "{\"email\":\"moe\",\"phoneNumber\":7,\"name\":\"Moe\"}";

    @Autowired JdbcClient database;
    @Autowired BuildProperties build;
    @Autowired RequestMappingHandlerMapping mappings;

    private Http http;
    private Description description;
    private final Set<String> seen = new TreeSet<>();
    private final SoftAssertions faults = new SoftAssertions();

    @BeforeEach
    void sampleUsers(@LocalServerPort int port) {
        http = new Http(port);
        Rows.theSimpsons(database);
        description = new Description(http.get("/v3/api-docs").body());
    }

    @Test
    void describesWhatIsThereAndNothingElse() {
        Set<String> mapped = new TreeSet<>();
        mappings.getHandlerMethods()
                .forEach((mapping, handler) -> {
                    if (handler.getBeanType().getPackageName().startsWith("marquee.users")
                            && handler.getBeanType() != ApiDescription.class) {
                        for (String path : mapping.getPatternValues()) {
                            for (RequestMethod method :
                                    mapping.getMethodsCondition().getMethods()) {
                                mapped.add(Description.operation(method.name(), path));
                            }
                        }
                    }
                });

        assertThat(description.operations()).isEqualTo(mapped);
    }

    @Test
    void saysItsNameVersionAndLicence() {
        HttpResponse<String> answer = http.get("/v3/api-docs");

        assertThat(Http.json(answer).at("/info/title").asString()).isEqualTo("Users");
        assertThat(Http.json(answer).at("/info/version").asString()).isEqualTo(build.getVersion());
        assertThat(Http.json(answer).at("/info/license/name").asString()).isEqualTo("Apache-2.0");
        assertThat(Http.json(answer).at("/servers/0/url").asString()).isEqualTo("/");
    }

    @Test
    void isShownByAPageWhoseFilesAreAllHere() {
        assertThat(http.get("/swagger-ui.html")).hasField("Location", "/swagger-ui/index.html");

        String page = http.get("/swagger-ui/index.html").body();
        List<String> files =
                Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                        .matcher(page)
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertThat(files).hasSize(4).noneMatch(file -> file.contains(":"));
        assertThat(files).allMatch(file -> http.get("/swagger-ui/" + file).statusCode() == 200);
        assertThat(http.get("/v3/api-docs.yaml").body())
                .startsWith("# What")
                .contains(build.getVersion());
    }

    @Test
    void listsEveryTypeOfProblem() {
        List<String> listed =
                Http.json(http.get("/v3/api-docs"))
                        .at("/components/schemas/ProblemType/enum")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList();

        assertThat(listed)
                .containsExactlyElementsOf(
                        Arrays.stream(ProblemType.values())
                                .map(type -> type.uri().toString())
                                .toList());
    }

    /** All but a database that is away, and reads that are closed or bounded. */
    @Test
    void everyAnswerIsAsDescribed() {
        String tag = Http.header(http.get("/users/1"), "ETag");
        String listTag = Http.header(http.get("/users"), "ETag");

        String list = "GET /users";
        seen(list, 200, http.get("/users"));
        seen(list, 200, http.get("/users?limit=2"));
        seen(list, 200, http.get("/users", "Accept", CSV));
        seen(list, 200, http.get("/users", "Accept", NDJSON));
        seen(list, 304, http.get("/users", "If-None-Match", listTag));
        seen(list, 400, http.get("/users?limit=0"));
        seen(list, 400, http.get("/users?cursor=x"));
        seen(list, 401, http.get("/users", "Authorization", "Bearer x"));
        seen(list, 406, http.get("/users", "Accept", "image/png"));

        String one = "GET /users/{id}";
        seen(one, 200, http.get("/users/1"));
        seen(one, 304, http.get("/users/1", "If-None-Match", tag));
        seen(one, 400, http.get("/users/1%3B"));
        seen(one, 401, http.get("/users/1", "Authorization", "Bearer x"));
        seen(one, 404, http.get("/users/99"));
        seen(one, 404, http.get("/users/abc"));
        seen(one, 406, http.get("/users/1", "Accept", "image/png"));

        String search = "GET /search";
        seen(search, 200, http.get("/search?email=homer@thesimpsons.com"));
        seen(search, 200, http.get("/search?phoneNumber=%2B18881231111"));
        seen(search, 304, http.get("/search?email=homer@thesimpsons.com", "If-None-Match", tag));
        seen(search, 400, http.get("/search"));
        seen(search, 401, http.get("/search?email=a@b.c", "Authorization", "Bearer x"));
        seen(search, 404, http.get("/search?email=nobody@thesimpsons.com"));
        seen(search, 406, http.get("/search?email=homer@thesimpsons.com", "Accept", "image/png"));

        String add = "POST /users";
        seen(add, 201, write("POST", "/users", JSON, MOE));
        seen(add, 400, write("POST", "/users", JSON, "{"));
        seen(add, 409, write("POST", "/users", JSON, HOMER));
        seen(add, 413, write("POST", "/users", JSON, " ".repeat(65 * 1024)));
        seen(add, 415, write("POST", "/users", "text/plain", MOE));
        seen(add, 422, write("POST", "/users", JSON, WRONG));
        refused(add, "POST", "/users", JSON);

        String put = "PUT /users/{id}";
        seen(put, 200, write("PUT", "/users/6", JSON, MOE));
        seen(put, 400, write("PUT", "/users/6", JSON, "{"));
        seen(put, 404, write("PUT", "/users/99", JSON, MOE));
        seen(put, 409, write("PUT", "/users/6", JSON, HOMER));
        seen(put, 412, write("PUT", "/users/6", JSON, MOE, "If-Match", "\"other\""));
        seen(put, 413, write("PUT", "/users/6", JSON, " ".repeat(65 * 1024)));
        seen(put, 415, write("PUT", "/users/6", "text/plain", MOE));
        seen(put, 422, write("PUT", "/users/6", JSON, WRONG));
        refused(put, "PUT", "/users/6", JSON);

        String patch = "PATCH /users/{id}";
        seen(
                patch,
                200,
                write("PATCH", "/users/6", PATCH, "{\"phoneNumber\":\"+1 888 123 1120\"}"));
        seen(patch, 400, write("PATCH", "/users/6", PATCH, "{"));
        seen(patch, 404, write("PATCH", "/users/99", PATCH, "{}"));
        seen(patch, 409, write("PATCH", "/users/6", PATCH, HOMER));
        seen(patch, 412, write("PATCH", "/users/6", PATCH, "{}", "If-Match", "\"other\""));
        seen(patch, 413, write("PATCH", "/users/6", PATCH, " ".repeat(65 * 1024)));
        seen(patch, 415, write("PATCH", "/users/6", JSON, "{}"));
        seen(patch, 422, write("PATCH", "/users/6", PATCH, "{\"email\":null}"));
        refused(patch, "PATCH", "/users/6", PATCH);

        String delete = "DELETE /users/{id}";
        seen(delete, 400, write("DELETE", "/users/6%3B", JSON, ""));
        seen(delete, 412, write("DELETE", "/users/6", JSON, "", "If-Match", "\"other\""));
        refused(delete, "DELETE", "/users/6", JSON);
        seen(delete, 204, write("DELETE", "/users/6", JSON, ""));
        seen(delete, 404, write("DELETE", "/users/6", JSON, ""));

        String load = "POST /users/import";
        seen(load, 200, write("POST", "/users/import", NDJSON, MOE));
        seen(load, 207, write("POST", "/users/import", NDJSON, MOE + "\n" + WRONG));
        seen(load, 400, write("POST", "/users/import?atomic=perhaps", NDJSON, MOE));
        seen(load, 415, write("POST", "/users/import", JSON, MOE));
        seen(load, 422, write("POST", "/users/import?atomic=true", NDJSON, MOE + "\n" + WRONG));
        refused(load, "POST", "/users/import", NDJSON);

        faults.assertAll();
        assertThat(description.answers().stream().filter(OpenApiIT::canBeSeenHere))
                .containsExactlyElementsOf(seen);
    }

    /** 413 of an import needs 64 MiB; SlowClientsIT sees 408. */
    private static boolean canBeSeenHere(String answer) {
        return !answer.endsWith(" default")
                && !answer.endsWith(" 408")
                && !answer.endsWith(" 429")
                && !answer.endsWith(" 503")
                && !answer.matches("GET .* 403")
                && !answer.equals("POST /users/import 413");
    }

    private void refused(String operation, String method, String target, String type) {
        seen(
                operation,
                401,
                http.send(method, target, MOE, "Content-Type", type, "Authorization", "none"));
        seen(
                operation,
                403,
                http.send(
                        method,
                        target,
                        MOE,
                        "Content-Type",
                        type,
                        "Authorization",
                        Tokens.reader()));
    }

    private HttpResponse<String> write(
            String method, String target, String type, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = type;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return http.send(method, target, body, all);
    }

    private void seen(String operation, int status, HttpResponse<String> answer) {
        seen.add(operation + " " + status);
        faults.assertThat(answer.statusCode()).as(operation).isEqualTo(status);
        faults.assertThatCode(() -> description.covers(operation, answer))
                .doesNotThrowAnyException();
    }
}
