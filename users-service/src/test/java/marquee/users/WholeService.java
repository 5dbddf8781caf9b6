package marquee.users;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * The whole application over real HTTP, on a real PostgreSQL; the test may want its rows itself.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "DATABASE_PASSWORD=" + Postgres.PASSWORD,
            // The tests' own statements fill tables, on a machine that does other things too.
            "DATABASE_TIMEOUT=5s",
            "spring.datasource.hikari.connection-timeout=10000"
        })
@Import({WholeService.OnPostgres.class, WholeService.WithKey.class})
public @interface WholeService {

    @TestConfiguration(proxyBeanMethods = false)
    class OnPostgres {

        @Bean
        DynamicPropertyRegistrar databaseOfThisContext() {
            return Postgres.newDatabase()::publish;
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    class WithKey {

        @Bean
        DynamicPropertyRegistrar keyOfTheseTests() {
            return registry -> {
                registry.add("JWT_PUBLIC_KEY", Tokens::publicKey);
                registry.add("JWT_ISSUER", () -> Tokens.ISSUER);
                registry.add("JWT_AUDIENCE", () -> Tokens.AUDIENCE);
            };
        }
    }
}
