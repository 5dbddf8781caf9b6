package marquee.video;

import marquee.video.problem.ProblemType;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** What tests say of a response. */
final class ResponseAssert extends AbstractAssert<ResponseAssert, RawHttp.Response> {

    ResponseAssert(RawHttp.Response actual) {
        super(actual, ResponseAssert.class);
    }

    ResponseAssert hasStatus(int status) {
        Assertions.assertThat(actual.status()).as(descriptionText()).isEqualTo(status);
        return this;
    }

    ResponseAssert hasField(String name, String value) {
        Assertions.assertThat(actual.field(name)).as(name).hasValue(value);
        return this;
    }

    /** 206 with one range, such as "bytes 0-9/100", and the bytes it names. */
    ResponseAssert isPartial(String contentRange, byte[] bytes) {
        hasStatus(206).hasField("Content-Range", contentRange);
        Assertions.assertThat(actual.body()).isEqualTo(bytes);
        return this;
    }

    ResponseAssert isProblem(ProblemType type) {
        isProblem(type.status().value());
        Assertions.assertThat(actual.text()).contains("\"type\":\"" + type.uri() + "\"");
        return this;
    }

    /** A problem of any kind, which tells nothing of what the service is made of. */
    ResponseAssert isProblem(int status) {
        hasStatus(status).hasField("Content-Type", "application/problem+json");
        Assertions.assertThat(actual.text())
                .startsWith("{\"type\":\"")
                .contains("\"title\":\"", "\"status\":" + status, "\"detail\":\"")
                .doesNotContain("Tomcat", "Exception", "org.", "java.", "<");
        return this;
    }
}
