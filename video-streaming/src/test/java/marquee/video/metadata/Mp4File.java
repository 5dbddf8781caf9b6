package marquee.video.metadata;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small MP4 and QuickTime files, box by box; they can be read, not played. */
public final class Mp4File {

    public static final byte[] FILE_TYPE =
            box("ftyp", text("isom"), ints(512), text("isomiso2avc1mp41"));

    private Mp4File() {}

    public static Path write(Path file, byte[]... boxes) throws IOException {
        return Files.write(file, join(boxes));
    }

    /** A film of H.264 and AAC. */
    public static byte[] movie(String title, double seconds, int width, int height) {
        return box(
                "moov",
                header(seconds),
                track("vide", "avc1", width, height, false),
                track("soun", "mp4a", 0, 0, false),
                titled(title));
    }

    public static byte[] header(double seconds) {
        return box("mvhd", ints(0, 0, 0, 1000, (int) (seconds * 1000)), new byte[80]);
    }

    public static byte[] track(String kind, String codec, int width, int height, boolean turned) {
        byte[] matrix =
                turned
                        ? ints(0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
                        : ints(1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30);
        return box(
                "trak",
                box("tkhd", new byte[40], matrix, ints(width << 16, height << 16)),
                box(
                        "mdia",
                        box("hdlr", ints(0, 0), text(kind), new byte[13]),
                        box(
                                "minf",
                                box("stbl", box("stsd", ints(0, 1), box(codec, new byte[78]))))));
    }

    public static byte[] titled(String title) {
        return box(
                "udta",
                box(
                        "meta",
                        ints(0),
                        box("ilst", box("\u00a9nam", box("data", ints(1, 0), utf8(title))))));
    }

    public static byte[] box(String type, byte[]... content) {
        byte[] body = join(content);
        return join(ints(8 + body.length), text(type), body);
    }

    /** A box that claims another size than it has. */
    public static byte[] claiming(long size, String type, byte[]... content) {
        byte[] wide = ByteBuffer.allocate(8).putLong(size).array();
        return join(ints(1), text(type), wide, join(content));
    }

    public static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
