package marquee.users;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that changes nothing on the way: the target as written, the answer as it came. */
final class Http {

    private static final HttpClient client = HttpClient.newHttpClient();
    private static final JsonMapper json = new JsonMapper();

    private static final String TOKEN = Tokens.writer();

    private final String root;

    Http(int port) {
        root = "http://localhost:" + port;
    }

    HttpResponse<String> get(String target, String... headers) {
        return send("GET", target, "", headers);
    }

    HttpResponse<String> send(String method, String target, String body, String... headers) {
        return send(method, target, BodyPublishers.ofString(body), headers);
    }

    HttpResponse<String> send(
            String method, String target, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + target));
        if (!method.equals("GET") && !List.of(headers).contains("Authorization")) {
            request.header("Authorization", TOKEN);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.method(method, body).build(), BodyHandlers.ofString());
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
