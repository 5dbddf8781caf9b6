package marquee.users;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Stands before a database on loopback, and can fail in the ways that a network does. */
final class TestProxy implements AutoCloseable {

    private final int database;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition speaks = lock.newCondition();
    private boolean silent;
    private volatile ServerSocket door;

    TestProxy(int database) throws IOException {
        this.database = database;
        door = open(0);
        port = door.getLocalPort();
    }

    int port() {
        return port;
    }

    /** From now on no byte passes, either way; connections are taken. */
    void fallSilent() {
        lock.lock();
        try {
            silent = true;
        } finally {
            lock.unlock();
        }
    }

    /** Every byte that waits goes on, as after a network came back. */
    void speak() {
        lock.lock();
        try {
            silent = false;
            speaks.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Closes all connections, and the door. */
    void shut() throws IOException {
        door.close();
        reset();
    }

    void reopen() throws IOException {
        door = open(port);
    }

    /** Closes all connections with RST; whoever comes anew is let in. */
    void reset() throws IOException {
        for (Socket socket : sockets) {
            try {
                socket.setSoLinger(true, 0);
            } catch (SocketException e) {
                // closed already, by whoever had it
            }
            socket.close();
        }
        sockets.clear();
    }

    private ServerSocket open(int where) throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), where), 200);
        Thread.startVirtualThread(() -> accept(opened));
        return opened;
    }

    private void accept(ServerSocket opened) {
        try {
            while (true) {
                Socket client = opened.accept();
                Socket server = new Socket("localhost", database);
                sockets.add(client);
                sockets.add(server);
                Thread.startVirtualThread(() -> pass(client, server));
                Thread.startVirtualThread(() -> pass(server, client));
            }
        } catch (IOException e) {
            // the door is shut
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[64 * 1024];
        try (Closeable _ = () -> closeQuietly(from, to)) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                waitUntilItSpeaks();
                out.write(bytes, 0, read);
            }
        } catch (IOException e) {
            // one of the two is gone
        }
    }

    private void waitUntilItSpeaks() {
        lock.lock();
        try {
            while (silent) {
                speaks.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private static void closeQuietly(Socket... sockets) {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        speak();
        shut();
    }
}
