package marquee.users;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the service reaches its database. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /**
     * Here because a placeholder in {@code application.yaml} that nothing resolves is taken
     * literally; one in a {@code @Value} stops the start.
     */
    @Bean
    JdbcConnectionDetails database(
            @Value("${spring.datasource.url}") String url,
            @Value("${spring.datasource.username}") String user,
            @Value("${DATABASE_PASSWORD}") String password) {
        return new Login(url, user, password);
    }

    private record Login(String getJdbcUrl, String getUsername, String getPassword)
            implements JdbcConnectionDetails {}
}
