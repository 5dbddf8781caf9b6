package marquee.users;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands before a database, lets the client log in, and from then on passes on no answer. */
final class SilentProxy implements AutoCloseable {

    /** The last message of a login (ReadyForQuery, idle). */
    private static final String LOGGED_IN = "Z\0\0\0\5I";

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int database;

    SilentProxy(int database) throws IOException {
        this.database = database;
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket("localhost", database);
                Thread.startVirtualThread(() -> pass(client, server, false));
                Thread.startVirtualThread(() -> pass(server, client, true));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private static void pass(Socket from, Socket to, boolean untilLoggedIn) {
        byte[] bytes = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            boolean silent = false;
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (!silent) {
                    out.write(bytes, 0, read);
                }
                silent |=
                        untilLoggedIn && new String(bytes, 0, read, ISO_8859_1).endsWith(LOGGED_IN);
            }
        } catch (IOException e) {
            // one of the two is gone
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
