package marquee.video.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTests {

    @Test
    void writesItselfAsItIsRead() {
        assertThat(EntityTag.parse("\"a\"")).hasToString("Optional[\"a\"]");
        assertThat(EntityTag.parse("W/\"a\"")).hasToString("Optional[W/\"a\"]");
        assertThat(EntityTag.parse("\"\"")).hasToString("Optional[\"\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "\"a", "a\"", "w/\"a\"", "W/ \"a\"", "\"a b\"", "\"a\"b\"", "*"})
    void whatIsNotQuotedIsNoTag(String text) {
        assertThat(EntityTag.parse(text)).isEmpty();
    }

    /** The table of RFC 9110 §8.8.3.2. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "W/\"1\", W/\"1\", false, true",
                "W/\"1\", W/\"2\", false, false",
                "W/\"1\",   \"1\", false, true",
                "  \"1\",   \"1\", true,  true"
            })
    void comparesStronglyAndWeakly(String one, String other, boolean strongly, boolean weakly) {
        EntityTag tag = EntityTag.parse(one).orElseThrow();
        EntityTag same = EntityTag.parse(other).orElseThrow();

        assertThat(tag.matchesStrongly(same)).isEqualTo(strongly);
        assertThat(tag.matchesWeakly(same)).isEqualTo(weakly);
    }

    @Test
    void listHoldsTagsWithCommasAndEmptyElements() {
        assertThat(EntityTag.parseList("\"a,b\" ,\t, W/\"c\",\"\u00e9\","))
                .containsExactly(
                        EntityTag.strong("a,b"),
                        new EntityTag(true, "c"),
                        EntityTag.strong("\u00e9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "\"a\", *", "\"a\" \"b\"", "a, \"b\"", "\"a\", \"b"})
    void listThatIsNotValidHoldsNothing(String text) {
        assertThat(EntityTag.parseList(text)).isEmpty();
    }

    /** The grammar of RFC 9110 §8.8.3 and §5.6.1.2, in a slower notation, says the same. */
    @Test
    void listIsWhatTheGrammarSays() {
        Pattern tag = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"");
        String element = "[ \\t]*+(" + tag + ")?+[ \\t]*+";
        Pattern list = Pattern.compile(element + "(," + element + ")*+");
        String[] parts = {"\"", "\"", ",", "W/", "W", "/", "a", " ", "\t", "!", "\u007f", "\u0100"};
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            String text =
                    random.ints(random.nextInt(12), 0, parts.length)
                            .mapToObj(part -> parts[part])
                            .collect(Collectors.joining());

            List<String> expected =
                    list.matcher(text).matches()
                            ? tag.matcher(text).results().map(MatchResult::group).toList()
                            : List.of();
            assertThat(EntityTag.parseList(text))
                    .as(text)
                    .extracting(EntityTag::toString)
                    .isEqualTo(expected);
            assertThat(EntityTag.parse(text).map(EntityTag::toString))
                    .isEqualTo(tag.matcher(text).matches() ? Optional.of(text) : Optional.empty());
        }
    }

    @Test
    void longListCostsNoMoreThanOnePass() {
        List<String> tags = Collections.nCopies(100_000, " \t\"a\"\t ");

        assertThat(EntityTag.parseList(String.join(",", tags))).hasSize(100_000);
        assertThat(EntityTag.parseList(String.join(",", tags) + "x")).isEmpty();
    }
}
