package marquee.users;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How Tomcat itself behaves. */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {

    /** Added last, hence innermost: it speaks before Tomcat's own valve would. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectorProblems() {
        return factory ->
                factory.addContextCustomizers(context ->
                        context.getParent().getPipeline().addValve(new ConnectorProblems()));
    }
}
