package marquee.users.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import marquee.users.Postgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that an older service filled is taken over as it is. */
class InheritedTableIT {

    private static final String SCHEMA =
            """
            select 'column', a.attname, format_type(a.atttypid, a.atttypmod) || a.attnotnull || a.attidentity::text
                || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || coalesce(col_description(a.attrelid, a.attnum), '')
            from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where a.attrelid = 'directory'::regclass and a.attnum > 0 and not a.attisdropped
            union all select 'index', indexname, indexdef from pg_indexes where tablename = 'directory'
            union all select 'constraint', conname, pg_get_constraintdef(oid) from pg_constraint
            where conrelid = 'directory'::regclass
            union all select 'trigger', tgname, pg_get_triggerdef(oid) from pg_trigger
            where tgrelid = 'directory'::regclass
            union all select 'sequence', sequencename, data_type::text from pg_sequences
            order by 1, 2
            """;

    private final Postgres.Database old = Postgres.newDatabase();

    @BeforeEach
    void olderService() {
        old.execute(
                """
                create table directory (user_id serial primary key, email text, phone_number text);
                insert into directory (email, phone_number) values
                    ('homer@thesimpsons.com', '+1 888 123 1111'), ('marge@thesimpsons.com', '+1 888 123 1112'),
                    ('maggie@thesimpsons.com', '+1 888 123 1113'), ('lisa@thesimpsons.com', '+1 888 123 1114'),
                    ('bart@thesimpsons.com', '+1 888 123 1115'), ('gone@thesimpsons.com', '+1 888 123 1116');
                delete from directory where user_id = 6;
                """);
    }

    private static void migrate(Postgres.Database database) {
        Flyway.configure()
                .dataSource(database.url(), Postgres.OWNER, Postgres.PASSWORD)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .javaMigrations(new InheritedRows())
                .load()
                .migrate();
    }

    private static List<String> rows(Postgres.Database database, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1) + " " + found.getString(2) + " " + found.getString(3));
            }
        }
        return rows;
    }

    @Test
    void becomesWhatNewOneIs() throws SQLException {
        Postgres.Database fresh = Postgres.newDatabase();
        migrate(fresh);
        migrate(old);

        assertThat(rows(old, SCHEMA)).isNotEmpty().isEqualTo(rows(fresh, SCHEMA));
    }

    @Test
    void becomesWhatNewOneIsWithoutKeyAndWithSmallerTypes() throws SQLException {
        old.execute(
                """
                drop table directory;
                create table directory (
                    user_id integer not null, email varchar(255), phone_number varchar(255));
                insert into directory values (7, 'homer@thesimpsons.com', '+1 888 123 1111');
                """);
        Postgres.Database fresh = Postgres.newDatabase();
        migrate(fresh);
        migrate(old);

        assertThat(rows(old, SCHEMA)).isEqualTo(rows(fresh, SCHEMA));
    }

    @Test
    void keepsRowsAndGivesNoIdAgain() throws SQLException {
        migrate(old);
        old.execute("insert into directory (email, phone_number) values ('moe@example.com', '+1')");

        assertThat(rows(old, "select user_id, email, phone_number from directory order by user_id"))
                .hasSize(6)
                .startsWith("1 homer@thesimpsons.com +1 888 123 1111")
                .endsWith("7 moe@example.com +1");
    }

    @Test
    void fillsWhatOnlyTheServiceCanCompute() throws SQLException {
        old.execute(
                """
                insert into directory (email, phone_number) values
                    ('ü@Bücher.example', '+44 (0)20 7946 0018'), ('jörg@xn--bcher-kva.example', '+39 06 6982'),
                    ('ü@xn--bcher-kva.example', '+1 (888) 123-1117 ext. 5'), ('no address', 'no number');
                """);

        migrate(old);

        assertThat(
                        rows(
                                old,
                                """
                                select email, email_fold, phone_e164 from directory
                                where user_id > 6 order by user_id
                                """))
                .containsExactly(
                        "ü@Bücher.example null +442079460018",
                        "jörg@xn--bcher-kva.example jörg@xn--bcher-kva.example null",
                        "ü@xn--bcher-kva.example ü@xn--bcher-kva.example +18881231117",
                        "no address null null");
        assertThat(
                        rows(
                                old,
                                "select count(*), count(email_fold), count(phone_e164) from directory"))
                .containsExactly("9 2 2");
    }

    @Test
    void namesRowsThatHoldTheSameAddress() {
        old.execute(
                "insert into directory (email, phone_number) values ('HOMER@thesimpsons.com', '+1')");

        assertThatThrownBy(() -> migrate(old))
                .rootCause()
                .hasMessageContaining("user_id 1, 7")
                .hasMessageNotContaining("homer");
    }
}
