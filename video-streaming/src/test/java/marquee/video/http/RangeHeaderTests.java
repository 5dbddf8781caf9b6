package marquee.video.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeHeaderTests {

    private static final String BEYOND = "9223372036854775808"; // 2^63

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    bytes=0-0                    | 0-0
                    bytes=0-1                    | 0-1
                    bytes=10-19                  | 10-19
                    bytes=90-                    | 90-99
                    bytes=0-                     | 0-99
                    bytes=99-                    | 99-99
                    bytes=90-1000                | 90-99
                    bytes=-1                     | 99-99
                    bytes=-100                   | 0-99
                    bytes=-5000                  | 0-99
                    bytes=000000000000000000005-000000000000000000009 | 5-9
                    """)
    void singleRangeIsClampedToTheFile(String value, String expected) {
        assertThat(within(value, 100)).containsExactly(range(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=-00", "bytes=500-,-0"})
    void rangeOutsideTheFileIsValidButNotSatisfiable(String value) {
        assertThat(within(value, 100)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=,",
                "bytes= ",
                "bytes=-",
                "bytes=--1",
                "bytes=1",
                "bytes=a-b",
                "bytes=0-9x",
                "bytes=0x0-9",
                "bytes=+1-9",
                "bytes=1-+9",
                "bytes=-+9",
                "bytes=1.0-9",
                "bytes=0 - 9",
                "bytes=0- 9",
                "bytes=0 -9",
                "bytes =0-9",
                "bytes=0-9;10-19",
                "bytes=0-9 10-19",
                "bytes:0-9",
                "bytes=9-0",
                "bytes=0-9,9-0",
                "bytes=0-9,x",
                "bytes=0-9,-",
                "bytes=99999999999999999999-99999999999999999998",
                "items=0-9",
                "item",
                "bytess=0-9",
                "byte=0-9",
                "seconds=1-2",
                "none",
                "bytes=\u0660-\u0669",
                "bytes=0\u20139",
                "bytes=0-9\u00a0",
                "bytes=\u000b0-9"
            })
    void whatIsNotASetOfByteRangesIsIgnored(String value) {
        assertThat(RangeHeader.parse(value)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BYTES=10-19", "Bytes=10-19", "bYtEs=10-19"})
    void unitIsCaseInsensitive(String value) {
        assertThat(within(value, 100)).containsExactly(range("10-19"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-1,10-11",
                "bytes=0-1 ,\t10-11",
                "bytes=0-1 \t , \t 10-11",
                "bytes=,0-1,10-11",
                "bytes=0-1,,10-11",
                "bytes=0-1, ,\t,10-11,",
                "bytes= 0-1,10-11"
            })
    void whiteSpaceAndEmptyElementsAreAsTheListGrammarSays(String value) {
        assertThat(within(value, 100)).containsExactly(range("0-1"), range("10-11"));
    }

    @Test
    void numbersOfAnyLengthSaturate() {
        String digits = "9".repeat(4000);

        assertThat(within("bytes=10-" + BEYOND, 100)).containsExactly(range("10-99"));
        assertThat(within("bytes=-" + BEYOND, 100)).containsExactly(range("0-99"));
        assertThat(within("bytes=" + BEYOND + "-", 100)).isEmpty();
        assertThat(within("bytes=10-" + digits, 100)).containsExactly(range("10-99"));
        assertThat(within("bytes=-" + digits, 100)).containsExactly(range("0-99"));
        assertThat(within("bytes=0-" + digits, Long.MAX_VALUE))
                .containsExactly(new ByteRange(0, Long.MAX_VALUE - 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    bytes=0-9,20-29          | 0-9 20-29
                    bytes=20-29,0-9          | 20-29 0-9
                    bytes=0-9,10-19          | 0-19
                    bytes=10-19,0-9          | 0-19
                    bytes=0-9,5-14           | 0-14
                    bytes=0-50,10-19         | 0-50
                    bytes=0-9,11-19          | 0-9 11-19
                    bytes=50-59,0-9,10-19    | 50-59 0-19
                    bytes=0-9,50-59,10-19    | 0-19 50-59
                    bytes=0-9,20-29,10-19    | 0-29
                    bytes=40-49,0-9,20-29,10-19 | 40-49 0-29
                    bytes=90-,-20            | 80-99
                    bytes=200-,0-9           | 0-9
                    bytes=0-0,-1             | 0-0 99-99
                    """)
    void overlappingAndAdjacentRangesAreMadeOneInTheOrderAskedFor(String value, String expected) {
        List<ByteRange> ranges =
                Stream.of(expected.split(" ", -1)).map(RangeHeaderTests::range).toList();

        assertThat(within(value, 100)).isEqualTo(ranges);
    }

    @ParameterizedTest
    @CsvSource({
        "'bytes=0-99', false",
        "'bytes=0-49,50-99', false",
        "'bytes=0-,-1', true",
        "'bytes=0-50,40-99', true",
        "'bytes=0-,0-,0-', true",
        "'bytes=100-,200-,0-99', false"
    })
    void setOfMoreBytesThanTheFileIsWasteful(String value, boolean wasteful) {
        assertThat(RangeHeader.parse(value).orElseThrow().wasteful(100)).isEqualTo(wasteful);
    }

    @Test
    void setOfMoreThanAHundredRangesIsWasteful() {
        assertThat(RangeHeader.parse(everyOther(100)).orElseThrow().wasteful(1000)).isFalse();
        assertThat(RangeHeader.parse(everyOther(101)).orElseThrow().wasteful(1000)).isTrue();
    }

    private static String everyOther(int count) {
        return "bytes="
                + String.join(
                        ",", IntStream.range(0, count).mapToObj(i -> 2 * i + "-" + 2 * i).toList());
    }

    /** Every byte asked for is selected once, no other is, and parts do not touch. */
    @Test
    void selectionIsTheUnionOfWhatWasAskedFor() {
        Random random = new Random(20261121);
        for (int round = 0; round < 5000; round++) {
            int size = 1 + random.nextInt(60);
            BitSet asked = new BitSet();
            String value = randomSet(random, size, asked);

            BitSet selected = new BitSet();
            for (ByteRange range : within(value, size)) {
                BitSet neighbours = new BitSet();
                neighbours.set((int) Math.max(0, range.first() - 1), (int) range.last() + 2);
                assertThat(neighbours.intersects(selected)).as("%s of %s", value, size).isFalse();
                selected.set((int) range.first(), (int) range.last() + 1);
            }
            assertThat(selected).as("%s of %s", value, size).isEqualTo(asked);
        }
    }

    private static String randomSet(Random random, int size, BitSet asked) {
        List<String> specs = new ArrayList<>();
        for (int i = random.nextInt(1, 8); i > 0; i--) {
            int first = random.nextInt(80);
            int last = first + random.nextInt(20);
            switch (random.nextInt(3)) {
                case 0 -> {
                    specs.add(first + "-" + last);
                    asked.set(Math.min(first, size), Math.min(last + 1, size));
                }
                case 1 -> {
                    specs.add(first + "-");
                    asked.set(Math.min(first, size), size);
                }
                default -> {
                    specs.add("-" + first);
                    asked.set(Math.max(0, size - first), size);
                }
            }
        }
        return "bytes=" + String.join(",", specs);
    }

    @Test
    void longHeaderCostsNoMoreThanOnePass() {
        String spaces = "bytes=" + " ".repeat(100_000) + "x";
        String commas = "bytes=" + " ,\t".repeat(100_000) + "x";
        String many = "bytes=" + String.join(",", Collections.nCopies(100_000, "0-0")) + "x";

        assertThat(Stream.of(spaces, commas, many).map(RangeHeader::parse))
                .allMatch(header -> header.isEmpty());
    }

    private static List<ByteRange> within(String value, long size) {
        return RangeHeader.parse(value).orElseThrow().within(size);
    }

    private static ByteRange range(String text) {
        int dash = text.indexOf('-');
        return new ByteRange(
                Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    }
}
