package marquee.video.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentTests {

    private final Recent<Integer> recent = new Recent<>(4);

    @Test
    void keyOfTheSameHashDoesNotHaveWhatIsKept() {
        recent.put("Aa", 1);

        assertThat(recent.get("BB")).isNull();
        assertThat(recent.get("Aa")).isEqualTo(1);
    }

    @Test
    void laterKeyTakesThePlace() {
        recent.put("Aa", 1);
        recent.put("BB", 2);

        assertThat(recent.get("Aa")).isNull();
        assertThat(recent.get("BB")).isEqualTo(2);
    }

    @Test
    void keepsNoMoreThanItHasPlaces() {
        IntStream.range(0, 1000).forEach(n -> recent.put("key " + n, n));

        assertThat(IntStream.range(0, 1000).filter(n -> recent.get("key " + n) != null).count())
                .isEqualTo(4);
    }
}
