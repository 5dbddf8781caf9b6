package marquee.video.metadata;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the movie header of MP4 and QuickTime files (ISO/IEC 14496-12), and no samples. */
final class IsoMedia {

    private static final double FIXED_16_16 = 65_536;

    private final BoundedReader file;

    private @Nullable String title;
    private double seconds;
    private double width;
    private double height;
    private final List<String> codecs = new ArrayList<>();

    private IsoMedia(BoundedReader file) {
        this.file = file;
    }

    static Metadata read(BoundedReader file) throws IOException {
        IsoMedia media = new IsoMedia(file);
        Box whole = new Box("", 0, file.size());
        Optional<Box> movie = media.child(whole, "moov");
        if (movie.isEmpty()) {
            return Metadata.UNKNOWN;
        }
        media.readMovie(movie.get());
        return Metadata.claimed(
                media.title, media.seconds, media.width, media.height, media.codecs.stream());
    }

    private void readMovie(Box movie) throws IOException {
        long timescale = 0;
        for (Box box : children(movie)) {
            switch (box.type) {
                case "mvhd" -> {
                    // version and flags, two times, timescale, duration: §8.2.2
                    boolean wide = file.at(box.start, 1).get() == 1;
                    timescale = file.at(box.start + (wide ? 20 : 12), 4).getInt() & 0xFFFF_FFFFL;
                    seconds = duration(box.start + (wide ? 24 : 16), wide) / (double) timescale;
                }
                case "mvex" -> {
                    // a fragmented film has its duration here, and 0 in mvhd: §8.8.2
                    Optional<Box> header = child(box, "mehd");
                    if (header.isPresent() && seconds == 0) {
                        long start = header.get().start;
                        boolean wide = file.at(start, 1).get() == 1;
                        seconds = duration(start + 4, wide) / (double) timescale;
                    }
                }
                case "trak" -> readTrack(box);
                case "udta" -> readTitle(box);
                default -> {}
            }
        }
    }

    private double duration(long position, boolean wide) throws IOException {
        ByteBuffer field = file.at(position, wide ? 8 : 4);
        long duration = wide ? field.getLong() : field.getInt();
        return duration == -1 ? 0 : wide ? duration : duration & 0xFFFF_FFFFL;
    }

    private void readTrack(Box track) throws IOException {
        Optional<Box> media = child(track, "mdia");
        Optional<Box> handler = media.isEmpty() ? media : child(media.get(), "hdlr");
        if (media.isEmpty() || handler.isEmpty()) {
            return;
        }
        String kind = type(file.at(handler.get().start + 8, 4));
        if (kind.equals("vide") || kind.equals("soun")) {
            Optional<Box> samples = descend(media.get(), "minf", "stbl", "stsd");
            if (samples.isPresent() && samples.get().length() >= 16) {
                codecs.add(type(file.at(samples.get().start + 12, 4)).strip());
            }
        }
        Optional<Box> header = child(track, "tkhd");
        if (kind.equals("vide") && width == 0 && header.isPresent()) {
            readSize(header.get());
        }
    }

    /**
     * Returns the size as shown: an upright phone records a landscape picture with a matrix that
     * turns it.
     */
    private void readSize(Box header) throws IOException {
        boolean wide = file.at(header.start, 1).get() == 1;
        ByteBuffer fields = file.at(header.start + (wide ? 52 : 40), 44);
        boolean turned = fields.getInt(0) == 0 && fields.getInt(4) != 0;
        double first = fields.getInt(36) / FIXED_16_16;
        double second = fields.getInt(40) / FIXED_16_16;
        width = turned ? second : first;
        height = turned ? first : second;
    }

    private void readTitle(Box userData) throws IOException {
        Optional<Box> meta = child(userData, "meta");
        if (meta.isPresent()) {
            // In MP4 four bytes of version and flags come before the children.
            Box full = new Box("meta", meta.get().start + 4, meta.get().end);
            Optional<Box> data = descend(full, "ilst", "\u00a9nam", "data");
            if (data.isPresent()) {
                title = text(data.get().start + 8, data.get().end);
            }
        }
        Optional<Box> name = child(userData, "\u00a9nam");
        if (title == null && name.isPresent()) {
            // QuickTime: length, language, text.
            title = text(name.get().start + 4, name.get().end);
        }
    }

    private String text(long start, long end) throws IOException {
        int length = Math.clamp(end - start, 0, 1_000);
        return StandardCharsets.UTF_8.decode(file.at(start, length)).toString();
    }

    private Optional<Box> descend(Box from, String... path) throws IOException {
        Optional<Box> box = Optional.of(from);
        for (String type : path) {
            box = box.isEmpty() ? box : child(box.get(), type);
        }
        return box;
    }

    private Optional<Box> child(Box parent, String type) throws IOException {
        for (long position = parent.start; parent.end - position >= 8; ) {
            Box box = boxAt(position, parent);
            if (box.type.equals(type)) {
                return box.end <= parent.end ? Optional.of(box) : Optional.empty();
            }
            position = box.end;
        }
        return Optional.empty();
    }

    private List<Box> children(Box parent) throws IOException {
        List<Box> boxes = new ArrayList<>();
        for (long position = parent.start; parent.end - position >= 8; ) {
            Box box = boxAt(position, parent);
            if (box.end > parent.end) {
                throw new EOFException("expected a box of at most " + parent.length() + " bytes");
            }
            boxes.add(box);
            position = box.end;
        }
        return boxes;
    }

    private Box boxAt(long position, Box parent) throws IOException {
        ByteBuffer header = file.at(position, 8);
        long size = header.getInt() & 0xFFFF_FFFFL;
        int headerLength = size == 1 ? 16 : 8;
        String type = type(header);
        if (size == 1) {
            size = file.at(position + 8, 8).getLong();
        } else if (size == 0) {
            size = parent.end - position; // to the end: §4.2
        }
        if (size < headerLength || size > Long.MAX_VALUE - position) {
            throw new IOException("expected the size of a box, found " + size);
        }
        return new Box(type, position + headerLength, position + size);
    }

    private static String type(ByteBuffer bytes) {
        byte[] type = new byte[4];
        bytes.get(type);
        return new String(type, StandardCharsets.ISO_8859_1);
    }

    /** The content of a box without its header: {@code [start, end)}. */
    private record Box(String type, long start, long end) {
        long length() {
            return end - start;
        }
    }
}
