package marquee.users.start;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** How the service reaches its database. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /**
     * Ends the start before anything else is made. Left alone, a placeholder in {@code
     * application.yaml} that nothing resolves would be taken literally, for the password.
     */
    @Bean
    static BeanFactoryPostProcessor requiredVariables(Environment environment) {
        return beans -> {
            environment.resolveRequiredPlaceholders("${DATABASE_PASSWORD}");
            if (environment.containsProperty("DATABASE_OWNER")) {
                environment.resolveRequiredPlaceholders("${DATABASE_OWNER_PASSWORD}");
            }
        };
    }
}
