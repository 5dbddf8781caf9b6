package marquee.users.access;

import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Warns at the start that everybody who can reach the service can read the directory. */
@Component
class OpenReadsWarning {

    private static final Logger log = LoggerFactory.getLogger(OpenReadsWarning.class);

    private final TokenProperties tokens;
    private final ServerProperties server;

    OpenReadsWarning(TokenProperties tokens, ServerProperties server) {
        this.tokens = tokens;
        this.server = server;
    }

    /** The service cannot know which port of its container is published. */
    @EventListener(ApplicationReadyEvent.class)
    @Order(-1) // before the line that says where
    void warn() {
        InetAddress address = server.getAddress();
        if (!tokens.readsNeedToken() && (address == null || !address.isLoopbackAddress())) {
            log.warn(
                    "Reads need no token, and the port is not bound to loopback alone: whoever"
                            + " reaches it can copy the directory. DIRECTORY_READ=token closes reads;"
                            + " RATE_LIMIT and ALLOWED_HOSTS bound them.");
        }
    }
}
