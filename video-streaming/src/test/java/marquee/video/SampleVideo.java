package marquee.video;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sample video, whose bulb number i is lit from second i on, as it is or stretched. */
final class SampleVideo {

    /** A JavaScript expression that reads how many bulbs of the picture are lit. */
    static final String LIT_BULBS =
            """
            (() => {
                const canvas = new OffscreenCanvas(1280, 720).getContext('2d', {willReadFrequently: true});
                canvas.drawImage(video, 0, 0, 1280, 720);
                let lit = 0;
                for (let i = 1; i <= 15; i++) lit += canvas.getImageData(80 * i, 110, 1, 1).data[0] > 180;
                return lit;
            })()\
            """;

    private SampleVideo() {}

    /**
     * Writes the video with many empty bytes in its middle: it plays the same, but is too long for
     * a browser to have loaded its second half when one seeks there.
     */
    static void stretch(Path sample, Path target, int gap) throws IOException {
        byte[] bytes = Files.readAllBytes(sample);
        ByteBuffer video = ByteBuffer.wrap(bytes);
        List<Integer> offsets = new ArrayList<>(); // where the file says at which byte a chunk is
        for (int table = find(bytes, "stco", 0);
                table >= 0;
                table = find(bytes, "stco", table + 1)) {
            for (int i = 0; i < video.getInt(table + 8); i++) offsets.add(table + 12 + 4 * i);
        }
        int[] chunks = offsets.stream().mapToInt(video::getInt).sorted().toArray();
        int middle = chunks[chunks.length / 2];
        for (int at : offsets) {
            if (video.getInt(at) >= middle) video.putInt(at, video.getInt(at) + gap);
        }
        int data = find(bytes, "mdat", 0) - 4;
        video.putInt(data, video.getInt(data) + gap);

        ByteBuffer stretched = ByteBuffer.allocate(bytes.length + gap);
        stretched.put(0, bytes, 0, middle);
        stretched.put(middle + gap, bytes, middle, bytes.length - middle);
        Files.write(target, stretched.array());
    }

    private static int find(byte[] bytes, String box, int from) {
        byte[] name = box.getBytes(StandardCharsets.US_ASCII);
        for (int i = from; i < bytes.length - name.length; i++) {
            if (Arrays.equals(bytes, i, i + name.length, name, 0, name.length)) return i;
        }
        return -1;
    }
}
