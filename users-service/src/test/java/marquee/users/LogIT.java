package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the logs of service and database say of people: nothing. */
@WholeService
@ExtendWith(OutputCaptureExtension.class)
class LogIT {

    private static final String ADDRESS = "waylon@thesimpsons.com";
    private static final String NUMBER = "+1 888 123 1199";

    @Autowired JdbcClient database;

    @Test
    void holdsNoAddressNoNumberAndNoToken(@LocalServerPort int port, CapturedOutput output) {
        Rows.none(database);
        Http http = new Http(port);
        String token = Tokens.signed(claims -> claims.audience("them"));

        List<Integer> statuses =
                List.of(
                        http.add(ADDRESS, NUMBER).statusCode(),
                        http.add(ADDRESS, NUMBER).statusCode(),
                        http.add(ADDRESS, "8881231199").statusCode(),
                        http.get("/search?email=" + ADDRESS).statusCode(),
                        http.get("/search?email=" + ADDRESS + "&email=" + ADDRESS).statusCode(),
                        http.get("/search?email=" + ADDRESS + "%ff").statusCode(),
                        http.get("/users/" + ADDRESS).statusCode(),
                        http.get("/" + ADDRESS).statusCode(),
                        http.get("/users", "Authorization", "Bearer " + token).statusCode());

        assertThat(statuses).containsExactly(201, 409, 422, 200, 400, 400, 404, 404, 401);
        await("the line of the address that is taken")
                .until(() -> Postgres.log().contains("directory_email_key"));
        assertThat(Stream.concat(output.getAll().lines(), Postgres.log().lines()))
                .noneMatch(line -> line.contains("waylon"))
                .noneMatch(line -> line.contains(NUMBER))
                .noneMatch(line -> line.contains("8881231199"))
                .noneMatch(line -> line.contains(token));
    }
}
