package marquee.users.transfer;

import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import marquee.users.problem.Refusal;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.stereotype.Component;

/**
 * Opens the tables of imports, each on a connection of its own: the pool is for requests that do
 * not wait for a client, and PostgreSQL drops the table with its connection, however that ends.
 */
@Component
class ImportTables {

    private static final int AT_A_TIME = 4; // REPLICAS counts them: database.ConnectionBudget

    private final Semaphore permits = new Semaphore(AT_A_TIME);
    private final DataSource connections;

    ImportTables(DataSourceProperties properties) {
        connections =
                properties.initializeDataSourceBuilder().type(SimpleDriverDataSource.class).build();
    }

    ImportTable open() {
        if (!permits.tryAcquire()) {
            throw Refusal.tooMany("imports", AT_A_TIME);
        }
        try {
            return new ImportTable(DataSourceUtils.getConnection(connections), permits::release);
        } catch (RuntimeException e) {
            permits.release();
            throw e;
        }
    }
}
