package marquee.users.start;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Makes both ports speak TLS, and nothing else, where {@code TLS_CERTIFICATE} names a certificate.
 * Spring Boot reads the files again when they change; connections that are open go on as they are.
 */
final class Tls implements EnvironmentPostProcessor {

    static final String CERTIFICATE = "TLS_CERTIFICATE";
    static final String KEY = "TLS_KEY";

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        String certificate = environment.getProperty(CERTIFICATE, "").strip();
        String key = environment.getProperty(KEY, "").strip();
        if (certificate.isEmpty() || key.isEmpty()) {
            return; // what is missing, TlsFiles says
        }
        Map<String, Object> properties = new HashMap<>();
        properties.put("connections.tls", true);
        properties.put("server.ssl.bundle", "service");
        properties.put("spring.ssl.bundle.pem.service.keystore.certificate", "file:" + certificate);
        properties.put("spring.ssl.bundle.pem.service.keystore.private-key", "file:" + key);
        properties.put(
                "spring.ssl.bundle.pem.service.options.enabled-protocols", "TLSv1.3,TLSv1.2");
        properties.put("spring.ssl.bundle.pem.service.reload-on-update", true);
        properties.put("spring.ssl.bundle.watch.file.quiet-period", "2s");
        environment.getPropertySources().addFirst(new MapPropertySource("TLS", properties));
    }
}
