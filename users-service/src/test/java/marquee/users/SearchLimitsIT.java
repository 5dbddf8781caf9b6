package marquee.users;

import static marquee.users.ResponseAssert.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import marquee.users.problem.ProblemType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A search by part ends, and says what would be quicker. */
@WholeService
class SearchLimitsIT {

    @LocalServerPort int port;
    @Autowired DataSource database;

    @ParameterizedTest
    @ValueSource(strings = {"zz", "zzz"})
    void aSearchThatTakesTooLongSaysWhatAnIndexFinds(String part) throws SQLException {
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table directory in access exclusive mode");

            assertThat(new Http(port).get("/users?q=" + part))
                    .isProblem(
                            ProblemType.OVERLOADED,
                            "The search took too long. An index finds parts of 3 characters or"
                                    + " more.")
                    .hasField("Retry-After", "5");
            other.rollback();
        }
    }
}
