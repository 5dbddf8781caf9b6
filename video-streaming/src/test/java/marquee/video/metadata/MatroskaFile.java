package marquee.video.metadata;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Small Matroska files, element by element; they can be read, not played. */
final class MatroskaFile {

    static final byte[] HEADER = element(0x1A45DFA3, element(0x4282, Mp4File.text("webm")));

    private MatroskaFile() {}

    /** A film of VP9 and Opus. */
    static byte[] film(String title, double seconds, int width, int height) {
        return Mp4File.join(
                HEADER, element(0x18538067, info(title, seconds), tracks(width, height)));
    }

    static byte[] info(String title, double seconds) {
        byte[] duration = ByteBuffer.allocate(8).putDouble(seconds * 1e3).array();
        return element(
                0x1549A966,
                element(0x2AD7B1, new byte[] {0x0F, 0x42, 0x40}),
                element(0x4489, duration),
                element(0x7BA9, Mp4File.utf8(title)));
    }

    static byte[] tracks(int width, int height) {
        return element(
                0x1654AE6B,
                element(
                        0xAE,
                        element(0x86, Mp4File.text("V_VP9")),
                        element(
                                0xE0,
                                element(0xB0, Mp4File.ints(width)),
                                element(0xBA, Mp4File.ints(height)))),
                element(0xAE, element(0x86, Mp4File.text("A_OPUS"))),
                element(0xAE, element(0x86, Mp4File.text("S_TEXT/UTF8"))));
    }

    static byte[] element(int id, byte[]... content) {
        byte[] body = Mp4File.join(content);
        return claiming(id, body.length, body);
    }

    /** An element that claims another size than it has. */
    static byte[] claiming(int id, long size, byte[]... content) {
        byte[] wide = ByteBuffer.allocate(8).putLong(size | (1L << 56)).array();
        return Mp4File.join(identifier(id), wide, Mp4File.join(content));
    }

    /** An element whose size is not known yet, as in a recording that goes on. */
    static byte[] open(int id, byte[]... content) {
        return Mp4File.join(identifier(id), new byte[] {(byte) 0xFF}, Mp4File.join(content));
    }

    private static byte[] identifier(int id) {
        int length = 4 - Integer.numberOfLeadingZeros(id) / 8;
        return Arrays.copyOfRange(Mp4File.ints(id), 4 - length, 4);
    }
}
