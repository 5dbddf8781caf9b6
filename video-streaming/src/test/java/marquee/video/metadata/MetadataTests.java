package marquee.video.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MetadataTests {

    private static final byte[] MP4 =
            Mp4File.join(Mp4File.FILE_TYPE, Mp4File.movie("Title", 12.5, 1920, 1080));
    private static final byte[] WEBM = MatroskaFile.film("Title", 12.5, 1920, 1080);

    @TempDir Path dir;

    @Test
    void mp4TellsItsTitleDurationSizeAndCodecs() throws IOException {
        assertThat(read(Container.MP4, MP4))
                .isEqualTo(new Metadata("Title", 12.5, 1920, 1080, List.of("avc1", "mp4a")));
    }

    @Test
    void webmTellsItsTitleDurationSizeAndCodecs() throws IOException {
        assertThat(read(Container.WEBM, WEBM))
                .isEqualTo(new Metadata("Title", 12.5, 1920, 1080, List.of("vp9", "opus")));
    }

    @Test
    void movieBehindFourGigabytesOfSamplesIsFound() throws IOException {
        long samples = 5L << 30;
        Path file =
                Mp4File.write(
                        dir.resolve("long.mp4"),
                        Mp4File.FILE_TYPE,
                        Mp4File.claiming(samples, "mdat"));
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.position(Mp4File.FILE_TYPE.length + samples);
            channel.write(ByteBuffer.wrap(Mp4File.movie("Long", 9_000, 64, 36)));
        }

        try (BoundedReader sips = BoundedReader.of(file)) {
            assertThat(Container.MP4.read(sips).duration()).isEqualTo(9_000);
        }
    }

    @Test
    void videoHeldUprightIsHigherThanWide() throws IOException {
        byte[] movie =
                Mp4File.box(
                        "moov", Mp4File.header(1), Mp4File.track("vide", "hvc1", 1920, 1080, true));

        Metadata metadata = read(Container.QUICKTIME, Mp4File.join(Mp4File.FILE_TYPE, movie));

        assertThat(metadata.width()).isEqualTo(1080);
        assertThat(metadata.height()).isEqualTo(1920);
    }

    @Test
    void fragmentedMovieTellsItsDurationApart() throws IOException {
        byte[] movie =
                Mp4File.box(
                        "moov",
                        Mp4File.header(0),
                        Mp4File.box("mvex", Mp4File.box("mehd", Mp4File.ints(0, 7_000))));

        assertThat(read(Container.MP4, movie).duration()).isEqualTo(7);
    }

    @Test
    void quickTimeTellsItsTitleInItsOwnWay() throws IOException {
        byte[] name = Mp4File.box("\u00a9nam", Mp4File.ints(5 << 16), Mp4File.utf8("Title"));
        byte[] movie = Mp4File.box("moov", Mp4File.header(1), Mp4File.box("udta", name));

        assertThat(read(Container.QUICKTIME, movie).title()).isEqualTo("Title");
    }

    @Test
    void recordingThatGoesOnTellsWhatIsKnown() throws IOException {
        byte[] live =
                Mp4File.join(
                        MatroskaFile.HEADER,
                        MatroskaFile.open(
                                0x18538067,
                                MatroskaFile.tracks(640, 360),
                                MatroskaFile.open(0x1F43B675, new byte[1_000])));

        assertThat(read(Container.WEBM, live))
                .isEqualTo(new Metadata(null, null, 640, 360, List.of("vp9", "opus")));
    }

    @Test
    void halfCopiedFileTellsWhatStandsAtItsBeginning() throws IOException {
        byte[] mp4 = Mp4File.join(MP4, Mp4File.claiming(1 << 20, "mdat", new byte[100]));
        byte[] webm =
                Mp4File.join(
                        MatroskaFile.HEADER,
                        MatroskaFile.claiming(
                                0x18538067,
                                1 << 20,
                                MatroskaFile.info("Title", 12.5),
                                MatroskaFile.tracks(1920, 1080),
                                MatroskaFile.claiming(0x1F43B675, 1 << 19, new byte[100])));

        assertThat(read(Container.MP4, mp4).duration()).isEqualTo(12.5);
        assertThat(read(Container.WEBM, webm).duration()).isEqualTo(12.5);
    }

    @Test
    void titleIsOneLineThatTurnsNothingAround() throws IOException {
        byte[] webm = MatroskaFile.film(" A\u202e\r\n\u0000B\t ", 1, 1, 1);
        byte[] mp4 = Mp4File.movie(" A\u202e\r\n\u0007B\t " + "x".repeat(5_000), 1, 1, 1);

        assertThat(read(Container.WEBM, webm).title()).isEqualTo("A");
        assertThat(read(Container.MP4, mp4).title()).startsWith("A B x").hasSize(200);
        assertThat(read(Container.MP4, Mp4File.movie(" \n ", 1, 1, 1)).title()).isNull();
    }

    static Stream<Arguments> claimsOfWhatCannotBe() {
        byte[] wide = new byte[0];
        return Stream.of(
                Arguments.of(Container.MP4, Mp4File.claiming(Long.MAX_VALUE, "moov", MP4)),
                Arguments.of(Container.MP4, Mp4File.claiming(-1, "moov", MP4)),
                Arguments.of(Container.MP4, Mp4File.claiming(0, "free", MP4)),
                Arguments.of(Container.MP4, Mp4File.claiming(1 << 30, "moov", MP4)),
                Arguments.of(
                        Container.MP4,
                        Mp4File.box("moov", Mp4File.claiming(1 << 30, "mvhd", new byte[100]))),
                Arguments.of(
                        Container.MP4,
                        Mp4File.box(
                                "moov",
                                Mp4File.box("udta", Mp4File.claiming(1 << 30, "meta", wide)))),
                Arguments.of(
                        Container.WEBM,
                        Mp4File.join(
                                MatroskaFile.HEADER,
                                MatroskaFile.element(
                                        0x18538067,
                                        MatroskaFile.element(
                                                0x1549A966,
                                                MatroskaFile.claiming(0x7BA9, 1 << 30))))),
                Arguments.of(
                        Container.WEBM,
                        Mp4File.join(
                                MatroskaFile.HEADER,
                                MatroskaFile.element(
                                        0x18538067,
                                        MatroskaFile.claiming(0x1549A966, (1L << 56) - 2)))));
    }

    @ParameterizedTest
    @MethodSource
    void claimsOfWhatCannotBe(Container container, byte[] bytes) throws IOException {
        assertThat(readOrNothing(container, Mp4File.join(bytes, new byte[4_000])))
                .isEqualTo(Metadata.UNKNOWN);
    }

    @Test
    void numbersOutOfReachAreUnknown() {
        assertThat(Metadata.claimed(null, Double.NaN, 0, 9, Stream.of("", "a b", "é")))
                .isEqualTo(Metadata.UNKNOWN);
        assertThat(Metadata.claimed(null, Double.POSITIVE_INFINITY, 70_000, 9, Stream.of()))
                .isEqualTo(Metadata.UNKNOWN);
        assertThat(Metadata.claimed(null, -1, -1, 9, Stream.of())).isEqualTo(Metadata.UNKNOWN);
    }

    @Test
    void fileOfCountlessBoxesIsGivenUp() throws IOException {
        byte[] free = Mp4File.box("free");
        byte[] many = new byte[free.length * 10_000];
        for (int at = 0; at < many.length; at += free.length) {
            System.arraycopy(free, 0, many, at, free.length);
        }

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(Container.MP4, many))
                .withMessageContaining("4000 reads");
    }

    @Test
    void truncationAnywhereIsNoMoreThanUnreadable() throws IOException {
        for (int length = 0; length < MP4.length; length++) {
            readOrNothing(Container.MP4, Arrays.copyOf(MP4, length));
        }
        for (int length = 0; length < WEBM.length; length++) {
            readOrNothing(Container.WEBM, Arrays.copyOf(WEBM, length));
        }
    }

    @Test
    void damageAnywhereIsNoMoreThanUnreadable() throws IOException {
        Random random = new Random(20261121);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int round = 0; round < 4_000; round++) {
            boolean mp4 = random.nextBoolean();
            byte[] bytes = (mp4 ? MP4 : WEBM).clone();
            for (int damage = random.nextInt(1, 8); damage > 0; damage--) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt() : 0xFF);
            }
            long before = threads.getCurrentThreadAllocatedBytes();

            readOrNothing(mp4 ? Container.MP4 : Container.WEBM, bytes);

            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
        }
    }

    /** Whatever is in the bytes, the answer is metadata or an IOException. */
    private Metadata readOrNothing(Container container, byte[] bytes) {
        try {
            return read(container, bytes);
        } catch (IOException _) {
            return Metadata.UNKNOWN;
        }
    }

    private Metadata read(Container container, byte[] bytes) throws IOException {
        try (BoundedReader file = BoundedReader.of(Files.write(dir.resolve("file"), bytes))) {
            return container.read(file);
        }
    }
}
