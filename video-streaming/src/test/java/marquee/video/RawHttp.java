package marquee.video;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assertj.core.api.AssertProvider;

/** One connection, spoken to in bytes: shows what HTTP clients hide. */
final class RawHttp implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    RawHttp(int port) throws IOException {
        this(port, 0);
    }

    /** With a small receive buffer, and nothing read ahead, the server soon has to wait. */
    RawHttp(int port, int receiveBuffer) throws IOException {
        socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        InputStream bytes = socket.getInputStream();
        in = receiveBuffer > 0 ? bytes : new BufferedInputStream(bytes, 8192);
    }

    /** One request on a connection of its own. */
    static Response once(int port, String method, String target, String... fieldLines)
            throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send(method, target, fieldLines);
            return http.receive(method);
        }
    }

    void send(String method, String target, String... fieldLines) throws IOException {
        String lines = fieldLines.length == 0 ? "" : String.join("\r\n", fieldLines) + "\r\n";
        send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n");
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Says that no more will be sent. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Whether some of a response has arrived. */
    boolean hasAnswer() throws IOException {
        return in.available() > 0;
    }

    /** The head of a response; its body is still to be read. */
    Response receiveHead() throws IOException {
        String statusLine = line();
        List<String> fields = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            fields.add(line);
        }
        return new Response(Integer.parseInt(statusLine.split(" ", 3)[1]), fields, new byte[0]);
    }

    Response receive(String method) throws IOException {
        Response head = receiveHead();
        if (method.equals("HEAD") || head.status() == 304 || head.status() == 204) {
            return head;
        }
        if (head.field("Transfer-Encoding").isPresent()) {
            return head.with(chunks());
        }
        Optional<Long> length = head.field("Content-Length").map(Long::valueOf);
        return head.with(length.isPresent() ? read(length.get()) : in.readAllBytes());
    }

    /** Exactly this many bytes, or an EOFException when the connection ends before. */
    byte[] read(long count) throws IOException {
        byte[] bytes = in.readNBytes(Math.toIntExact(count));
        if (bytes.length < count) {
            throw new EOFException("%d of %d bytes".formatted(bytes.length, count));
        }
        return bytes;
    }

    /** All that comes until the server closes the connection. */
    byte[] readToEnd() throws IOException {
        return in.readAllBytes();
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16);
                size > 0;
                size = Integer.parseInt(line(), 16)) {
            body.write(read(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("after \"" + line + "\"");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A response as it came. */
    @SuppressWarnings("ArrayRecordComponent") // compared by its parts alone
    record Response(int status, List<String> fields, byte[] body)
            implements AssertProvider<ResponseAssert> {

        @Override
        public ResponseAssert assertThat() {
            return new ResponseAssert(this);
        }

        Response with(byte[] bytes) {
            return new Response(status, fields, bytes);
        }

        Optional<String> field(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return fields.stream()
                    .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(field -> field.substring(prefix.length()).strip())
                    .findFirst();
        }

        /** The names of the fields in lower case, in the order they came. */
        List<String> names() {
            return fields.stream()
                    .map(field -> field.substring(0, field.indexOf(':')).toLowerCase(Locale.ROOT))
                    .toList();
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
