package marquee.video;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Stands before an object store: counts what it sends, and can make it silent, or not there. */
final class StoreTap implements AutoCloseable {

    private final int store;
    private final int port;
    private final AtomicLong sent = new AtomicLong();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Socket> silent = ConcurrentHashMap.newKeySet();
    private volatile boolean allSilent;
    private volatile ServerSocket listener;

    StoreTap(int store) throws IOException {
        this.store = store;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
    }

    private ServerSocket listen(int at) throws IOException {
        ServerSocket opened = new ServerSocket(at, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> accept(opened));
        return opened;
    }

    int port() {
        return port;
    }

    /** Bytes that the store has sent, heads of its answers among them. */
    long sent() {
        return sent.get();
    }

    /** From now on, on every connection. */
    void fallSilent() {
        allSilent = true;
    }

    /** Of the present connections. */
    void fallSilentHere() {
        silent.addAll(sockets);
    }

    /** Connections to it are refused, and those that there are end. */
    void stop() throws IOException {
        listener.close();
        endConnections();
    }

    /** Those that there are end, whatever they are in the middle of; new ones may come. */
    void endConnections() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** It is as it was. */
    void goOn() throws IOException {
        allSilent = false;
        silent.clear();
        if (listener.isClosed()) {
            listener = await().ignoreExceptions().until(() -> listen(port), ServerSocket::isBound);
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket service = from.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), store);
                sockets.add(service);
                Thread.ofVirtual().start(() -> pass(service, behind, new AtomicLong(), service));
                Thread.ofVirtual().start(() -> pass(behind, service, sent, service));
            } catch (IOException _) {
                // closed, or the store is not there
            }
        }
    }

    private void pass(Socket from, Socket to, AtomicLong count, Socket key) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[16 * 1024];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                while ((allSilent || silent.contains(key)) && !key.isClosed()) {
                    LockSupport.parkNanos(10_000_000);
                }
                count.addAndGet(read);
                out.write(bytes, 0, read);
                out.flush();
            }
        } catch (IOException _) {
            // one of them has left
        } finally {
            sockets.remove(key);
        }
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
