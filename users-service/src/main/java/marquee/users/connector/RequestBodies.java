package marquee.users.connector;

import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import marquee.users.problem.Refusal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Opens request bodies, and refuses those that become too long or arrive too slowly. */
@Component
public class RequestBodies {

    private final long patience;
    private final long leastRate;

    RequestBodies(
            @Value("${server.tomcat.connection-timeout}") Duration patience,
            @Value("${connections.least-rate}") DataSize leastRate) {
        this.patience = patience.toNanos();
        this.leastRate = leastRate.toBytes();
    }

    public InputStream open(HttpServletRequest request, long maxBytes) throws IOException {
        if (request.getContentLengthLong() > maxBytes) {
            throw Refusal.contentTooLarge(maxBytes);
        }
        return new Body(request.getInputStream(), maxBytes);
    }

    private final class Body extends FilterInputStream {

        private final long maxBytes;
        private long length;
        private long waited;
        private long arrived;

        Body(InputStream in, long maxBytes) {
            super(in);
            this.maxBytes = maxBytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int size) throws IOException {
            long begin = System.nanoTime();
            int read = super.read(buffer, offset, size);
            if (read > 0) {
                length += read;
                if (length > maxBytes) {
                    throw Refusal.contentTooLarge(maxBytes);
                }
                keepTime(System.nanoTime() - begin, read);
            }
            return read;
        }

        /** Measures the time that the service waits for bytes, not the time that it works. */
        private void keepTime(long nanos, int read) {
            waited += nanos;
            arrived += read;
            if (waited >= patience) {
                if (arrived < leastRate * TimeUnit.NANOSECONDS.toSeconds(waited)) {
                    throw Refusal.tooSlow(leastRate);
                }
                waited = 0;
                arrived = 0;
            }
        }
    }
}
