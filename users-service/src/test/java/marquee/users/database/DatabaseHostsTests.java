package marquee.users.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import marquee.users.start.UnusableVariableException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseHostsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    db              | 5432 | db:5432
                    db, standby     | 5432 | db:5432,standby:5432
                    a:5433,b        | 6000 | a:5433,b:6000
                    10.0.0.1        | 5432 | 10.0.0.1:5432
                    [::1]           | 5432 | [::1]:5432
                    [fe80::1]:7000  | 5432 | [fe80::1]:7000
                    """)
    void giveEachHostAPort(String hosts, String port, String expected) {
        assertThat(DatabaseHosts.hosts("DATABASE_HOST", hosts, port)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,,b", "a b", "a/b", "a?x=y", "user@host", "a:0", "a:x", "::1"})
    void refuseWhatWouldBeAnotherAddress(String hosts) {
        assertThatThrownBy(() -> DatabaseHosts.hosts("DATABASE_HOST", hosts, "5432"))
                .isInstanceOf(UnusableVariableException.class)
                .hasMessageStartingWith("DATABASE_HOST: expected a host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "5432x", "-1", "999999"})
    void refuseWhatIsNoPort(String port) {
        assertThatThrownBy(() -> DatabaseHosts.hosts("DATABASE_HOST", "db", port))
                .isInstanceOf(UnusableVariableException.class)
                .hasMessageStartingWith("DATABASE_PORT: expected a number");
    }
}
