package marquee.stack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Requests to a published port of this host. */
final class Http {

    private static final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private Http() {}

    static HttpResponse<byte[]> get(int port, String path, String... headers) throws Exception {
        return client.send(request(port, path, headers).build(), BodyHandlers.ofByteArray());
    }

    static HttpResponse<String> post(int port, String path, String body, String... headers)
            throws Exception {
        return client.send(
                request(port, path, headers)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /**
     * Of a request for another host than the one it goes to, which the client above would refuse.
     */
    static String statusLine(int port, String path, String host) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(
                            "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                                    .formatted(path, host)
                                    .getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII).split("\r", 2)[0];
        }
    }

    static boolean answers(int port, String path) {
        try {
            return get(port, path).statusCode() == 200;
        } catch (IOException e) {
            return false; // not up yet
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder request(int port, String path, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(20));
        return headers.length == 0 ? request : request.headers(headers);
    }
}
