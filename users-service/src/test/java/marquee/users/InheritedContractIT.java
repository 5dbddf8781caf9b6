package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import marquee.users.problem.ProblemType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What clients of the older directory services rely on. */
@WholeService
class InheritedContractIT {

    @Autowired JdbcClient database;
    private Http http;

    @BeforeEach
    void sampleUsers(@LocalServerPort int port) {
        http = Http.withoutToken(port);
        Rows.theSimpsons(database);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users", "/users/"})
    void listsAllUsersAsPlainArrayOrderedById(String path) {
        assertThat(http.get(path))
                .hasStatus(200)
                .hasField("Content-Type", "application/json")
                .hasBody(
                        """
                        [{"id":1,"email":"homer@thesimpsons.com","phoneNumber":"+1 888 123 1111"},\
                        {"id":2,"email":"marge@thesimpsons.com","phoneNumber":"+1 888 123 1112"},\
                        {"id":3,"email":"maggie@thesimpsons.com","phoneNumber":"+1 888 123 1113"},\
                        {"id":4,"email":"lisa@thesimpsons.com","phoneNumber":"+1 888 123 1114"},\
                        {"id":5,"email":"bart@thesimpsons.com","phoneNumber":"+1 888 123 1115"}]\
                        """);
    }

    @Test
    void listsNobodyAsEmptyArray() {
        Rows.none(database);

        assertThat(http.get("/users")).hasStatus(200).hasBody("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users", "/users/", "/search?email=bart@thesimpsons.com"})
    void answersHead(String path) {
        assertThat(http.send("HEAD", path, ""))
                .hasStatus(200)
                .hasField("Content-Type", "application/json")
                .hasBody("");
    }

    @Test
    void findsOneUserByAddress() {
        assertThat(http.get("/search?email=bart@thesimpsons.com"))
                .hasStatus(200)
                .hasBody(
                        """
                        {"id":5,"email":"bart@thesimpsons.com","phoneNumber":"+1 888 123 1115"}\
                        """);
    }

    @Test
    void unknownAddressIsNotFound() {
        assertThat(http.get("/search?email=barney@thesimpsons.com"))
                .isProblem(ProblemType.USER_NOT_FOUND, "User not found.");
    }

    @Test
    void missingAddressIsRefusedByName() {
        HttpResponse<String> refused = http.get("/search");

        assertThat(refused).isProblem(ProblemType.INVALID_PARAMETER);
        assertThat(Http.json(refused).get("detail").asString()).contains("email");
    }

    @Test
    void databaseHoldsEachAddressOnce() {
        assertThatThrownBy(() -> Rows.add(database, "HOMER@TheSimpsons.com", "+1 888 123 1116"))
                .isInstanceOf(DuplicateKeyException.class)
                .hasMessageContaining("directory_email_key");
    }

    @Test
    void startFillsInheritedRows() {
        assertThat(
                        database.sql(
                                        "select description from flyway_schema_history where type = 'JDBC' and success")
                                .query((row, number) -> row.getString(1))
                                .list())
                .containsExactly("fill inherited rows");
    }
}
