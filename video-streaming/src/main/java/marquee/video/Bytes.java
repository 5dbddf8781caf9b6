package marquee.video;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.CloseNowException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** The body of one response: bytes of one state of a file, as many as were announced or an end. */
record Bytes(OpenFile file, HttpServletRequest request, HttpServletResponse response) {

    private static final Logger log = LoggerFactory.getLogger(Bytes.class);
    private static final String SENDFILE = "org.apache.tomcat.sendfile.";
    private static final int CHUNK = 64 * 1024;

    /** Sends the bytes from the first to before the end, by the kernel where it can. */
    void send(long first, long end) throws IOException {
        response.setContentLengthLong(end - first);
        // Tomcat would send a file after the head of a HEAD as well.
        if (head() || first == end) {
            return;
        }
        if (Boolean.TRUE.equals(request.getAttribute(SENDFILE + "support"))) {
            request.setAttribute(SENDFILE + "filename", file.path().toString());
            request.setAttribute(SENDFILE + "start", first);
            request.setAttribute(SENDFILE + "end", end);
            return;
        }
        write((channel, out) -> copy(channel, first, end, out));
    }

    void send(Multipart body) throws IOException {
        response.setContentLengthLong(body.length());
        if (head()) {
            return;
        }
        write((channel, out) -> {
            for (ByteRange range : body.ranges()) {
                out.write(body.head(range));
                copy(channel, range.first(), range.last() + 1, out);
            }
            out.write(body.end());
        });
    }

    private boolean head() {
        return request.getMethod().equals("HEAD");
    }

    @FunctionalInterface
    private interface Writing {
        void to(FileChannel channel, OutputStream out) throws IOException;
    }

    private void write(Writing writing) throws IOException {
        try (FileChannel channel = FileChannel.open(file.path())) {
            writing.to(channel, response.getOutputStream());
        } catch (ClientAbortException | AsyncRequestNotUsableException e) {
            log.debug("The viewer left: {}", e.getMessage());
        }
    }

    private void copy(FileChannel channel, long first, long end, OutputStream out)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(CHUNK, end - first));
        for (long at = first; at < end; at += buffer.position()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            if (channel.read(buffer, at) < 0) {
                // The announced length cannot be kept, and only the end of the connection says so.
                log.debug("The file was cut short at {} of {} bytes", at, file.size());
                throw new CloseNowException("The file was cut short while it was sent");
            }
            out.write(buffer.array(), 0, buffer.position());
        }
    }
}
