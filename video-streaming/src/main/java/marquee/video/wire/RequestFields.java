package marquee.video.wire;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import java.util.List;
import marquee.video.http.Fields;

/**
 * The fields of a request, bounded in number: a head of 8 KiB could hold 4,000, each of 130 bytes
 * of heap.
 */
final class RequestFields extends DefaultHttpHeaders implements Fields {

    static final HttpHeadersFactory FACTORY =
            new HttpHeadersFactory() {

                @Override
                public HttpHeaders newHeaders() {
                    return new RequestFields();
                }

                @Override
                public HttpHeaders newEmptyHeaders() {
                    return new RequestFields();
                }
            };

    /** Heap of one field, in bytes; measured. */
    static final int HEAP_EACH = 130;

    static final int MAX_FIELDS = 100;

    private int count;
    private boolean mayBeConditional;

    /** Netty makes a list also for a field that is not there, as most that are asked for. */
    @Override
    public List<String> lines(String name) {
        return contains(name) ? getAll(name) : List.of();
    }

    @Override
    public boolean mayBeConditional() {
        return mayBeConditional;
    }

    @Override
    public HttpHeaders add(String name, Object value) {
        return add((CharSequence) name, value);
    }

    @Override
    public HttpHeaders add(CharSequence name, Object value) {
        if (++count > MAX_FIELDS) {
            throw new TooLongHttpHeaderException("More than " + MAX_FIELDS + " fields");
        }
        mayBeConditional |= beginsWithIf(name);
        return super.add(name, value);
    }

    private static boolean beginsWithIf(CharSequence name) {
        return name.length() > 3
                && (name.charAt(0) | 0x20) == 'i'
                && (name.charAt(1) | 0x20) == 'f'
                && name.charAt(2) == '-';
    }
}
