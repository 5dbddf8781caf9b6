package marquee.video;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An object store in a process of its own: S3Proxy, over a folder whose folders are its buckets. It
 * checks signatures.
 */
final class ObjectStore implements AutoCloseable {

    static final String ACCESS_KEY = "marquee";
    static final String SECRET_KEY = "the-secret-of-the-store";

    private static final Path JAR = Path.of("target", "stores", "s3proxy.jar");

    private static final Duration START = Duration.ofMinutes(2);

    private final Path settings;
    private final int port;
    private final Process process;

    private ObjectStore(Path settings, int port, Process process) {
        this.settings = settings;
        this.port = port;
        this.process = process;
    }

    static ObjectStore over(Path folder) throws IOException {
        int port = freePort();
        Path settings = Files.createTempFile("store", ".properties");
        Files.write(
                settings,
                List.of(
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.endpoint=http://127.0.0.1:" + port,
                        "s3proxy.identity=" + ACCESS_KEY,
                        "s3proxy.credential=" + SECRET_KEY,
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.filesystem.basedir=" + folder));
        Process process = run(port, JAR, "--properties", settings.toString());
        RawHttp.once(port, "GET", "/"); // the first answer takes its time
        return new ObjectStore(settings, port, process);
    }

    /** Runs a jar, and waits until it listens. */
    static Process run(int port, Path jar, String... arguments) throws IOException {
        List<String> command =
                Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx160m",
                                        "-XX:TieredStopAtLevel=1",
                                        "-jar",
                                        jar.toString()),
                                Stream.of(arguments))
                        .toList();
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        await().atMost(START).until(() -> !process.isAlive() || listens(port));
        if (!process.isAlive()) {
            throw new IllegalStateException("Expected %s to run".formatted(jar));
        }
        return process;
    }

    static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /**
     * Gives every file of a folder the entity tag of its present state, as S3Proxy does with those
     * that it takes in.
     */
    static void tag(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String state = Files.size(file) + " " + Files.getLastModifiedTime(file);
                byte[] tag = new byte[16];
                ByteBuffer.wrap(tag)
                        .putInt(state.hashCode())
                        .putInt(file.hashCode())
                        .putLong(Files.size(file));
                Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
                        .write("user.content-md5", ByteBuffer.wrap(tag));
            }
        }
    }

    /** The variables of a service that uses it, as properties. */
    static String[] properties(int port, String url) {
        return new String[] {
            "store.url=" + url,
            "store.endpoint=http://127.0.0.1:" + port,
            "store.region=us-east-1",
            "store.access-key-id=" + ACCESS_KEY,
            "store.secret-access-key=" + SECRET_KEY
        };
    }

    /** Starts a service that uses the store of a port. */
    static ConfigurableApplicationContext service(int store, String url, String... more) {
        Stream<String> own =
                Stream.of("server.port=0", "management.server.port=0", "video.default=film.mp4");
        String[] arguments =
                Stream.of(own, Stream.of(properties(store, url)), Stream.of(more))
                        .flatMap(Function.identity())
                        .map(property -> "--" + property)
                        .toArray(String[]::new);
        return new SpringApplicationBuilder(VideoStreamingApplication.class).run(arguments);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.delete(settings);
    }
}
