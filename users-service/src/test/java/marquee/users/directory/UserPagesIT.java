package marquee.users.directory;

import static org.assertj.core.api.Assertions.assertThat;

import marquee.users.WholeService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@WholeService
class UserPagesIT {

    @Autowired JdbcClient database;

    @Test
    void indexServesTheSearchByPart() {
        database.sql(
                        """
                        insert into directory (email, phone_number)
                        select 'u' || n || '@example.com', '+1 888 200 ' || n
                        from generate_series(1000, 9999) as n
                        """)
                .update();
        database.sql("vacuum analyze directory").update();
        String plan =
                String.join(
                        "\n",
                        database.sql("explain " + UserPages.select(true))
                                .param("after", 0)
                                .param("pattern", "%u7777%")
                                .param("limit", 1001)
                                .query(String.class)
                                .list());

        assertThat(plan).contains("directory_part_idx");
    }
}
