package dev.afterimage.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RosterTest extends ShiftsContract {
    private static final Duration FAILOVER = Duration.ofSeconds(9);

    private final InMemoryShifts shifts = new InMemoryShifts();
    private Duration uptime = Duration.ofSeconds(100);

    @Override
    protected Shifts shifts() {
        return new InMemoryShifts();
    }

    @Test
    void one_worker_has_it_as_long_as_it_is_heard_of() {
        Roster one = roster("w1");
        Roster two = roster("w2");
        for (int second = 0; second < 60; second++) {
            assertThat(one.isOurs()).isTrue();
            assertThat(two.isOurs()).isFalse();
            pass(1);
        }
    }

    @Test
    void another_goes_on_once_it_has_not_been_heard_of_for_long() {
        Roster one = roster("w1");
        Roster two = roster("w2");
        one.isOurs();
        two.isOurs();
        int seconds = 0;
        while (!two.isOurs()) {
            pass(1);
            seconds++;
        }

        assertThat(seconds).isBetween(8, 10);
        assertThat(one.isOurs()).isFalse();
    }

    @Test
    void who_leaves_lets_another_go_on() {
        Roster one = roster("w1");
        Roster two = roster("w2");
        one.isOurs();
        two.isOurs();
        one.leave();
        pass(4);

        assertThat(two.isOurs()).isTrue();
    }

    @Test
    void a_restarted_worker_goes_on_at_once() {
        assertThat(roster("w1").isOurs()).isTrue();
        assertThat(roster("w1").isOurs()).isTrue();
    }

    private Roster roster(String worker) {
        return new Roster(shifts, worker, FAILOVER, () -> uptime);
    }

    private void pass(int seconds) {
        uptime = uptime.plusSeconds(seconds);
    }
}
