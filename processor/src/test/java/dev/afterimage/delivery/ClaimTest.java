package dev.afterimage.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.feed.ExpiryFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private static final SinkName NAME = new SinkName("hook");
    private static final Duration FAILOVER = Duration.ofSeconds(10);

    private final InMemorySinkStates states = new InMemorySinkStates();
    private Duration uptime = Duration.ZERO;

    @Test
    void one_of_two_gets_a_sink_that_nobody_has() {
        Claim one = claim("w1");
        Claim two = claim("w2");

        assertThat(attempt(one)).isPresent();
        assertThat(attempt(two)).isEmpty();
    }

    @Test
    void who_is_heard_of_keeps_it_and_who_is_not_loses_it() {
        Hold hold = attempt(claim("w1")).orElseThrow();
        Claim two = claim("w2");
        for (int second = 0; second < 60; second += 3) {
            uptime = Duration.ofSeconds(second);
            hold.store();
            assertThat(attempt(two)).isEmpty();
        }

        uptime = uptime.plus(FAILOVER.minusMillis(1));
        assertThat(attempt(two)).isEmpty();
        uptime = uptime.plusMillis(1);
        assertThat(attempt(two)).isPresent();

        hold.store();
        assertThat(hold.isLost()).isTrue();
    }

    @Test
    void what_is_released_is_free_at_once() {
        attempt(claim("w1")).orElseThrow().release();

        assertThat(attempt(claim("w2"))).isPresent();
    }

    @Test
    void a_restarted_worker_has_its_sinks_again_at_once() {
        assertThat(attempt(claim("w1"))).isPresent();

        assertThat(attempt(claim("w1"))).isPresent();
    }

    @Test
    void who_lost_it_stores_nothing_more() {
        Hold first = attempt(claim("w1")).orElseThrow();
        SinkState state = states.of(NAME).orElseThrow();
        states.put(state.heldBy("w2"));

        first.note(Progress.from(ExpiryFeed.before(Instant.EPOCH)));
        first.storeChanges();
        first.release();

        assertThat(first.isLost()).isTrue();
        assertThat(states.of(NAME)).contains(state.heldBy("w2"));
    }

    @Test
    void a_lost_answer_is_no_lost_sink() {
        Hold hold = attempt(claim("w1")).orElseThrow();
        SinkState behind = states.of(NAME).orElseThrow();
        states.put(behind.at(behind.progress(), Optional.empty()));

        hold.store();
        hold.store();

        assertThat(hold.isLost()).isFalse();
    }

    private Claim claim(String worker) {
        return new Claim(NAME, states, worker, FAILOVER, () -> uptime);
    }

    private static Optional<Hold> attempt(Claim claim) {
        return claim.attempt(() -> ExpiryFeed.before(Instant.EPOCH));
    }
}
