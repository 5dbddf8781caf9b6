package marquee.users.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.ServletWebRequest;

class ProblemHandlerTests {

    private final ProblemHandler handler = new ProblemHandler();
    private final ServletWebRequest request =
            new ServletWebRequest(new MockHttpServletRequest(), new MockHttpServletResponse());

    @ParameterizedTest
    @ValueSource(strings = {"Broken pipe", "Connection reset by peer"})
    void aConnectionToTheDatabaseThatBreaksIsNoClientThatLeft(String words) throws Exception {
        Exception failure =
                new DataAccessResourceFailureException(
                        "A statement failed",
                        new SQLException("An I/O error", "08006", new IOException(words)));

        assertThat(handler.unforeseen(failure, request))
                .satisfies(answer ->
                        assertThat(answer.getStatusCode())
                                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
    }

    @Test
    void aClientThatLeftGetsNoAnswer() throws Exception {
        assertThat(handler.unforeseen(new IOException("Broken pipe"), request)).isNull();
    }
}
