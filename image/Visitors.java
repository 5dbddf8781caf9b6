// Asks a service for what its visitors ask, while its AOT cache is recorded (see train):
//   java -cp . Visitors PORT     # reads lines of a target and, after a tab or without, a header field
// Like them it waits for each answer, on connections that come and go: the JVM compiles for what it saw then, and would
// compile again for what it did not.

import module java.base;

static final int VISITORS = 8;

/** Of each two visitors one stays, and one comes anew for the next request but one: connections are much of the work of a crowd. */
static final int[] REQUESTS_OF_A_CONNECTION = {100, 2};

void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    var lines = new ConcurrentLinkedQueue<>(new BufferedReader(new InputStreamReader(System.in)).lines().toList());
    var all = new ArrayList<Callable<Void>>();
    for (int i = 0; i < VISITORS; i++) {
        int requests = REQUESTS_OF_A_CONNECTION[i % REQUESTS_OF_A_CONNECTION.length];
        all.add(() -> {
            while (!lines.isEmpty()) {
                visit(port, lines, requests);
            }
            return null;
        });
    }
    try (var visitors = Executors.newFixedThreadPool(VISITORS)) {
        for (var visits : visitors.invokeAll(all)) {
            visits.get(); // or ends with what failed
        }
    }
}

void visit(int port, Queue<String> lines, int requests) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
        var in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        for (int i = 0; i < requests; i++) {
            String line = lines.poll();
            if (line == null) {
                return;
            }
            String[] parts = line.split("\t");
            String field = parts.length > 1 ? parts[1] + "\r\n" : "";
            socket.getOutputStream().write(("GET " + parts[0] + " HTTP/1.1\r\nHost: localhost\r\n" + field + "\r\n").getBytes());
            readAnswer(in);
        }
    }
}

void readAnswer(InputStream in) throws IOException {
    boolean chunked = false;
    long length = 0;
    for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
        String field = line.toLowerCase(Locale.ROOT);
        if (field.startsWith("content-length: ")) {
            length = Long.parseLong(field.substring("content-length: ".length()));
        }
        chunked |= field.equals("transfer-encoding: chunked");
    }
    if (!chunked) {
        in.skipNBytes(length);
        return;
    }
    do {
        length = Long.parseLong(readLine(in), 16);
        in.skipNBytes(length + 2);
    } while (length > 0);
}

String readLine(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
            throw new EOFException("expected an answer, the connection was closed");
        }
        if (c != '\r') {
            line.append((char) c);
        }
    }
    return line.toString();
}
