package marquee.video.metadata;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads Matroska and WebM files up to the first cluster (RFC 8794, RFC 9559). */
final class Matroska {

    private static final int EBML = 0x1A45DFA3;
    private static final int SEGMENT = 0x18538067;
    private static final int CLUSTER = 0x1F43B675;
    private static final int INFO = 0x1549A966;
    private static final int TIMESTAMP_SCALE = 0x2AD7B1;
    private static final int DURATION = 0x4489;
    private static final int TITLE = 0x7BA9;
    private static final int TRACKS = 0x1654AE6B;
    private static final int TRACK = 0xAE;
    private static final int CODEC_ID = 0x86;
    private static final int VIDEO = 0xE0;
    private static final int PIXEL_WIDTH = 0xB0;
    private static final int PIXEL_HEIGHT = 0xBA;

    private final BoundedReader file;

    private @Nullable String title;
    private double ticks;
    private long nanosPerTick = 1_000_000;
    private long width;
    private long height;
    private final List<String> codecs = new ArrayList<>();

    private Matroska(BoundedReader file) {
        this.file = file;
    }

    static Metadata read(BoundedReader file) throws IOException {
        Matroska matroska = new Matroska(file);
        Element head = matroska.elementAt(0, file.size());
        if (head.id != EBML) {
            throw new IOException("expected an EBML header");
        }
        Element segment = matroska.elementAt(head.end, file.size());
        if (segment.id != SEGMENT) {
            throw new IOException("expected a segment after the EBML header");
        }
        matroska.readChildren(segment);
        return Metadata.claimed(
                matroska.title,
                matroska.ticks * matroska.nanosPerTick / 1e9,
                (double) matroska.width,
                (double) matroska.height,
                matroska.codecs.stream());
    }

    private void readChildren(Element parent) throws IOException {
        // A file that is still being copied is shorter than its segment says.
        long end = Math.min(parent.end, file.size());
        for (long position = parent.start; position < end; ) {
            Element element = elementAt(position, end);
            if (element.id == CLUSTER) {
                return;
            }
            if (element.end > end) {
                throw new EOFException("expected an element that ends with its parent");
            }
            readElement(parent, element);
            position = element.end;
        }
    }

    private void readElement(Element parent, Element element) throws IOException {
        // Each level is fixed by the format, so that no file decides the depth.
        switch (parent.id) {
            case SEGMENT -> {
                if (element.id == INFO || element.id == TRACKS) {
                    readChildren(element);
                }
            }
            case TRACKS -> {
                if (element.id == TRACK) {
                    readChildren(element);
                }
            }
            case INFO -> {
                switch (element.id) {
                    case TIMESTAMP_SCALE -> nanosPerTick = unsigned(element);
                    case DURATION -> ticks = real(element);
                    case TITLE -> title = text(element);
                    default -> {}
                }
            }
            case TRACK -> {
                if (element.id == CODEC_ID) {
                    addCodec(text(element));
                } else if (element.id == VIDEO && (width == 0 || height == 0)) {
                    readChildren(element);
                }
            }
            case VIDEO -> {
                if (element.id == PIXEL_WIDTH) {
                    width = unsigned(element);
                } else if (element.id == PIXEL_HEIGHT) {
                    height = unsigned(element);
                }
            }
            default -> {}
        }
    }

    /** Returns the codecs by the names that browsers know, without subtitles (S_…). */
    private void addCodec(String id) {
        if (id.startsWith("V_") || id.startsWith("A_")) {
            codecs.add(
                    switch (id) {
                        case "V_VP8" -> "vp8";
                        case "V_VP9" -> "vp9";
                        case "V_AV1" -> "av01";
                        case "V_MPEG4/ISO/AVC" -> "avc1";
                        case "V_MPEGH/ISO/HEVC" -> "hvc1";
                        case "A_OPUS" -> "opus";
                        case "A_VORBIS" -> "vorbis";
                        case "A_FLAC" -> "flac";
                        default -> id.startsWith("A_AAC") ? "mp4a" : id;
                    });
        }
    }

    private Element elementAt(long position, long limit) throws IOException {
        // An identifier takes at most four bytes, a size at most eight.
        ByteBuffer header = file.at(position, Math.clamp(limit - position, 0, 12));
        long id = variable(header, 4, true);
        long size = variable(header, 8, false);
        long start = position + header.position();
        boolean open = size < 0 || size > Long.MAX_VALUE - start;
        return new Element((int) id, start, open ? limit : start + size);
    }

    /** Reads a variable-length integer (RFC 8794 §4); all ones mean an unknown size. */
    private static long variable(ByteBuffer bytes, int longest, boolean marked) throws IOException {
        int first = bytes.hasRemaining() ? bytes.get() & 0xFF : 0;
        int length = Integer.numberOfLeadingZeros(first) - 23;
        if (length > longest || length - 1 > bytes.remaining()) {
            throw new IOException("expected an integer of at most %d bytes".formatted(longest));
        }
        long value = marked ? first : first & (0xFF >> length);
        for (int i = 1; i < length; i++) {
            value = (value << 8) | (bytes.get() & 0xFF);
        }
        return !marked && value == (1L << (7 * length)) - 1 ? -1 : value;
    }

    private long unsigned(Element element) throws IOException {
        ByteBuffer bytes = content(element, 8);
        long value = 0;
        while (bytes.hasRemaining()) {
            value = (value << 8) | (bytes.get() & 0xFF);
        }
        return value;
    }

    private double real(Element element) throws IOException {
        ByteBuffer bytes = content(element, 8);
        return bytes.remaining() == 4 ? bytes.getFloat() : bytes.getDouble();
    }

    private String text(Element element) throws IOException {
        // RFC 8794 §7.4: a string may end in zeros.
        String text = StandardCharsets.UTF_8.decode(content(element, 1_000)).toString();
        return text.split("\0", 2)[0];
    }

    private ByteBuffer content(Element element, int longest) throws IOException {
        return file.at(element.start, Math.clamp(element.end - element.start, 0, longest));
    }

    /** The content of an element without its header: {@code [start, end)}. */
    private record Element(int id, long start, long end) {}
}
