package marquee.users.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PlacesTests {

    private static Places.Place place(Optional<Places.Place> entered) {
        return entered.orElseThrow();
    }

    @Test
    void areAsManyAsThereAre() {
        Places places = new Places(2, 0);
        var one = place(places.enter());
        place(places.enter());

        assertThat(places.enter()).isEmpty();
        one.close();
        assertThat(places.enter()).isPresent();
    }

    @Test
    void whoMayWaitIsGivenThatOfWhoLeaves() throws Exception {
        Places places = new Places(1, 1);
        var one = place(places.enter());
        var next = new CompletableFuture<Optional<Places.Place>>();
        Thread waits = Thread.ofVirtual().start(() -> next.complete(places.enter()));
        await().until(() -> waits.getState() == Thread.State.TIMED_WAITING);

        assertThat(places.enter()).isEmpty();
        one.close();

        assertThat(next.get()).isPresent();
    }

    @Test
    void nobodyWaitsForLong() {
        Places places = new Places(1, 1);
        place(places.enter());

        assertThat(places.enter()).isEmpty();
    }
}
