package marquee.video.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Frames several ranges in one body as {@code multipart/byteranges} (RFC 9110 §14.6). */
public record Multipart(String boundary, String partType, List<ByteRange> ranges, long size) {

    public static Multipart of(String partType, List<ByteRange> ranges, long size) {
        byte[] random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        return new Multipart(HexFormat.of().formatHex(random), partType, ranges, size);
    }

    public String contentType() {
        return "multipart/byteranges; boundary=" + boundary;
    }

    /** Returns the text before the bytes of a range. */
    public byte[] head(ByteRange range) {
        String head = // not by a format, which takes far longer: an answer may have a hundred
                "\r\n--"
                        + boundary
                        + "\r\nContent-Type: "
                        + partType
                        + "\r\nContent-Range: "
                        + range.contentRange(size)
                        + "\r\n\r\n";
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the text after the last range. */
    public byte[] end() {
        return "\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.US_ASCII);
    }
}
