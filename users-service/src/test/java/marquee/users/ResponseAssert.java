package marquee.users;

import java.net.http.HttpResponse;
import marquee.users.problem.ProblemType;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** What tests say of a response. */
final class ResponseAssert extends AbstractAssert<ResponseAssert, HttpResponse<String>> {

    private ResponseAssert(HttpResponse<String> actual) {
        super(actual, ResponseAssert.class);
    }

    static ResponseAssert assertThat(HttpResponse<String> actual) {
        return new ResponseAssert(actual);
    }

    ResponseAssert hasStatus(int status) {
        Assertions.assertThat(actual.statusCode())
                .as("%s %s", descriptionText(), actual.body())
                .isEqualTo(status);
        return this;
    }

    /** A field as it came; several lines of it with a comma between, none as an empty text. */
    ResponseAssert hasField(String name, String value) {
        Assertions.assertThat(Http.header(actual, name)).as(name).isEqualTo(value);
        return this;
    }

    ResponseAssert hasNoField(String name) {
        Assertions.assertThat(actual.headers().firstValue(name)).as(name).isEmpty();
        return this;
    }

    ResponseAssert hasBody(String body) {
        Assertions.assertThat(actual.body()).isEqualTo(body);
        return this;
    }

    /** A problem of any kind, which tells nothing of what the service is made of. */
    ResponseAssert isProblem(int status) {
        hasStatus(status).hasField("Content-Type", "application/problem+json");
        hasField("Cache-Control", "no-store");
        if (!actual.request().method().equals("HEAD")) {
            Assertions.assertThat(actual.body())
                    .startsWith("{\"type\":\"urn:marquee:problem:")
                    .contains("\"title\":\"", "\"status\":" + status, "\"detail\":\"")
                    .doesNotContain("Exception", "org.", "java.", "jakarta.", "<");
        }
        return this;
    }

    ResponseAssert isProblem(ProblemType type) {
        isProblem(type.status().value());
        Assertions.assertThat(Http.json(actual).at("/type").asString())
                .isEqualTo(type.uri().toString());
        return this;
    }

    ResponseAssert isProblem(ProblemType type, String detail) {
        isProblem(type);
        Assertions.assertThat(Http.json(actual).at("/detail").asString()).isEqualTo(detail);
        return this;
    }
}
