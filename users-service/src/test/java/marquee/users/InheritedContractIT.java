package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

/** What clients of the older directory services rely on. */
@WholeService
class InheritedContractIT {

    @Autowired RestTestClient http;
    @Autowired JdbcClient database;

    @BeforeEach
    void sampleUsers() {
        Rows.theSimpsons(database);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users", "/users/"})
    void listsAllUsersAsPlainArrayOrderedById(String path) {
        http.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectBody(String.class)
                .isEqualTo(
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

        http.get().uri("/users").exchange().expectBody(String.class).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users", "/users/", "/search?email=bart@thesimpsons.com"})
    void answersHead(String path) {
        http.head()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectBody()
                .isEmpty();
    }

    @Test
    void findsOneUserByAddress() {
        http.get()
                .uri("/search?email=bart@thesimpsons.com")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo(
                        """
                        {"id":5,"email":"bart@thesimpsons.com","phoneNumber":"+1 888 123 1115"}\
                        """);
    }

    @Test
    void unknownAddressIsNotFound() {
        http.get()
                .uri("/search?email=barney@thesimpsons.com")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("User not found.");
    }

    @Test
    void missingAddressIsRefusedByName() {
        http.get()
                .uri("/search")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("email"));
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
