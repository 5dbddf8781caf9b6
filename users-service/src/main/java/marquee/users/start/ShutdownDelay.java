package marquee.users.start;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Keeps the service answering for a while after it was told to stop, so that load balancers have
 * noticed before the first request is refused: Spring Boot has said by then that it is not ready.
 */
@Component
class ShutdownDelay {

    private static final Logger log = LoggerFactory.getLogger(ShutdownDelay.class);

    private final ApplicationContext service;
    private final Duration delay;

    ShutdownDelay(ApplicationContext service, @Value("${shutdown.delay}") Duration delay) {
        this.service = service;
        this.delay = delay;
    }

    /** Before the first of all that end with the context, the management port among them. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void pass(ContextClosedEvent closed) throws InterruptedException {
        if (closed.getApplicationContext().equals(service) && delay.isPositive()) {
            log.info("Not ready any more; the stop begins in {} s", delay.toMillis() / 1000.0);
            Thread.sleep(delay);
        }
    }
}
