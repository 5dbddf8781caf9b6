package marquee.video.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import marquee.video.http.Fields;
import marquee.video.http.RequestTarget;
import org.jspecify.annotations.Nullable;

/**
 * The head of a GET or HEAD that came in one piece and with nothing behind it, as players send
 * them, read in one pass over its bytes.
 *
 * <p>It is of the plainest form that RFC 9112 has, and no field of it is about framing or the
 * connection. Every other head is left to Netty, which would read the same in these.
 */
final class WholeHead implements Fields {

    /** In bytes; places in it take 16 bits. */
    private static final int LONGEST = 2 * 1024;

    private static final byte[] GET = ascii("GET ");
    private static final byte[] HEAD = ascii("HEAD ");
    private static final byte[] VERSION = ascii(" HTTP/1.1\r\n");
    private static final byte[] LINE_END = ascii("\r\n");
    private static final byte[] END = ascii("\r\n\r\n");

    /** Heap of the objects that hold its bytes and places, and of its Host, in bytes. */
    private static final int OBJECTS = 200;

    /** Fields that somebody else has to read, beside a Connection that is not just keep-alive. */
    private static final List<String> NOT_PLAIN =
            List.of(
                    "Content-Length",
                    "Expect",
                    "Sec-WebSocket-Key1",
                    "Sec-WebSocket-Key2",
                    "Transfer-Encoding",
                    "Upgrade");

    /** The characters of a token (RFC 9110 §5.6.2). */
    private static final BitSet TOKEN = Ascii.lettersDigitsAnd("!#$%&'*+-.^_`|~");

    private final byte[] bytes;

    /** Of each field: where its name and its value begin and end, in 16 bits each. */
    private long[] places = new long[4];

    private int count;
    private boolean isConditional;
    private @Nullable String host;
    private @Nullable RequestTarget target;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private WholeHead(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads what has arrived; null if it is not one of these. */
    static @Nullable WholeHead of(ByteBuf arrived) {
        int length = arrived.readableBytes();
        if (length < END.length || length > LONGEST) {
            return null;
        }
        byte[] bytes = new byte[length];
        arrived.getBytes(arrived.readerIndex(), bytes);
        WholeHead head = new WholeHead(bytes);
        return head.isAt(length - END.length, END) && head.isRead() ? head : null;
    }

    /**
     * @param begun a time by which it had begun to arrive
     */
    Request request(long begun, boolean persistent) {
        return new Request(
                bytes[0] == 'G' ? "GET" : "HEAD",
                Objects.requireNonNull(target),
                this,
                begun,
                System.nanoTime(),
                false,
                persistent);
    }

    /** Returns the value of Host, which is there once. */
    String host() {
        return Objects.requireNonNull(host);
    }

    /** Returns what it takes in memory, in bytes. */
    int cost() {
        return bytes.length + places.length * Long.BYTES + OBJECTS;
    }

    @Override
    public List<String> lines(String name) {
        List<String> lines = new ArrayList<>(1);
        for (int i = 0; i < count; i++) {
            long place = places[i];
            if (is(name, (int) (place >>> 48), (int) (place >>> 32) & 0xFFFF)) {
                lines.add(text((int) (place >>> 16) & 0xFFFF, (int) place & 0xFFFF));
            }
        }
        return lines;
    }

    @Override
    public boolean mayBeConditional() {
        return isConditional;
    }

    /** The bytes end in an empty line, which ends each of the loops. */
    private boolean isRead() {
        int start = isAt(0, GET) ? GET.length : isAt(0, HEAD) ? HEAD.length : 0;
        if (start == 0 || bytes[start] != '/') {
            return false;
        }
        int end = start;
        while (bytes[end] > ' ' && bytes[end] < 0x7F) {
            end++;
        }
        if (!isAt(end, VERSION)) {
            return false;
        }
        int at = end + VERSION.length;
        while (at > 0 && at < bytes.length - 2) {
            at = readField(at);
        }
        if (at != bytes.length - 2 || host == null) {
            return false;
        }
        target = RequestTarget.parse(text(start, end)).orElse(null);
        return target != null;
    }

    /** Returns where the next line begins; 0 if this is not one to read. */
    private int readField(int start) {
        int colon = start;
        while (bytes[colon] > 0 && TOKEN.get(bytes[colon])) {
            colon++;
        }
        if (colon == start || bytes[colon] != ':') {
            return 0;
        }
        int value = colon + 1;
        while (isSpace(bytes[value])) {
            value++;
        }
        int next = value;
        while ((bytes[next] >= ' ' && bytes[next] < 0x7F) || bytes[next] == '\t') {
            next++;
        }
        int end = next;
        while (end > value && isSpace(bytes[end - 1])) {
            end--;
        }
        return isAt(next, LINE_END) && mayAdd(start, colon, value, end)
                ? next + LINE_END.length
                : 0;
    }

    private boolean mayAdd(int name, int colon, int value, int end) {
        if (is("Host", name, colon)) {
            boolean isFirst = host == null;
            host = text(value, end);
            if (!isFirst || !Refusal.isHost(host)) {
                return false;
            }
        } else if (isNotPlain(name, colon, value, end)) {
            return false;
        }
        if (count == RequestFields.MAX_FIELDS) {
            return false;
        }
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
        }
        places[count++] = (long) name << 48 | (long) colon << 32 | (long) value << 16 | end;
        isConditional |= colon - name > 3 && is("If-", name, name + 3);
        return true;
    }

    private boolean isNotPlain(int name, int colon, int value, int end) {
        if (is("Connection", name, colon)) {
            return !is("keep-alive", value, end);
        }
        for (String other : NOT_PLAIN) {
            if (is(other, name, colon)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Compares without regard to the case of letters; no name has a character that this mixes up.
     */
    private boolean is(String name, int start, int end) {
        if (name.length() != end - start) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if ((name.charAt(i) | 0x20) != (bytes[start + i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }

    private boolean isAt(int place, byte[] wanted) {
        return place + wanted.length <= bytes.length
                && Arrays.equals(bytes, place, place + wanted.length, wanted, 0, wanted.length);
    }

    private String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
