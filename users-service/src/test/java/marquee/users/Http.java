package marquee.users;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that changes nothing on the way: the target as written, the answer as it came. */
final class Http {

    private static final HttpClient client = HttpClient.newHttpClient();
    private static final JsonMapper json = new JsonMapper();

    private static final String TOKEN = Tokens.writer();

    private final String root;
    private final @Nullable String authorization;

    /** Writes with a token that may write. */
    Http(int port) {
        this(port, TOKEN);
    }

    private Http(int port, @Nullable String authorization) {
        root = "http://localhost:" + port;
        this.authorization = authorization;
    }

    /** Brings no token but that of a request's own headers. */
    static Http withoutToken(int port) {
        return new Http(port, null);
    }

    HttpResponse<String> get(String target, String... headers) {
        return send("GET", target, "", headers);
    }

    /** Takes the answer as the handler does: into a file, or as a stream of bytes. */
    <T> HttpResponse<T> get(String target, HttpResponse.BodyHandler<T> handler, String... headers) {
        return exchange("GET", target, BodyPublishers.noBody(), handler, headers);
    }

    HttpResponse<String> send(String method, String target, String body, String... headers) {
        return send(method, target, BodyPublishers.ofString(body), headers);
    }

    HttpResponse<String> send(
            String method, String target, HttpRequest.BodyPublisher body, String... headers) {
        return exchange(method, target, body, BodyHandlers.ofString(), headers);
    }

    private <T> HttpResponse<T> exchange(
            String method,
            String target,
            HttpRequest.BodyPublisher body,
            HttpResponse.BodyHandler<T> handler,
            String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + target));
        if (authorization != null
                && !method.equals("GET")
                && !List.of(headers).contains("Authorization")) {
            request.header("Authorization", authorization);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.method(method, body).build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> add(String email, String phoneNumber) {
        return send("POST", "/users", body(email, phoneNumber), "Content-Type", "application/json");
    }

    /** Sends a request byte by byte as it is, and returns all that comes until the end. */
    static String raw(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String body(String email, String phoneNumber) {
        return json.writeValueAsString(
                json.createObjectNode().put("email", email).put("phoneNumber", phoneNumber));
    }

    static JsonNode json(HttpResponse<String> response) {
        return json.readTree(response.body());
    }

    static String header(HttpResponse<?> response, String name) {
        return String.join(", ", response.headers().allValues(name));
    }

    /** All at the same moment, each on its own connection. */
    static List<Integer> statusesOfAtOnce(List<Callable<HttpResponse<String>>> requests) {
        CountDownLatch start = new CountDownLatch(requests.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Stream<Future<Integer>> all =
                    requests.stream()
                            .map(request ->
                                    threads.submit(() -> {
                                        start.countDown();
                                        start.await();
                                        return request.call().statusCode();
                                    }))
                            .toList()
                            .stream();
            return all.map(Http::result).sorted().toList();
        }
    }

    private static int result(Future<Integer> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
