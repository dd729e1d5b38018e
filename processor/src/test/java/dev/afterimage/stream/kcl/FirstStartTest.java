package dev.afterimage.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.stream.Dialect;
import dev.afterimage.stream.StartPosition;
import dev.afterimage.stream.StreamSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FirstStartTest {
    private static final StreamSource LATEST =
            StreamSource.of(ConsumerBench.LANE.table()).withStart(StartPosition.LATEST);

    private final ConsumerBench bench = new ConsumerBench();
    private final FirstStart start = new FirstStart(bench.parts());

    @Test
    void wants_everything_from_the_trim_horizon_on() {
        assertThat(start.of(StreamSource.of(ConsumerBench.LANE.table()))).isEmpty();
    }

    @Test
    void wants_what_is_not_older_than_an_instant_by_the_streams_own_time() {
        StreamSource at = LATEST.withStart(new StartPosition.At(Instant.parse("2026-01-01T10:20:30.400Z")));

        assertThat(start.of(at)).contains(Instant.parse("2026-01-01T10:20:30Z"));
        assertThat(start.of(at.withDialect(Dialect.EMBEDDED))).contains(Instant.parse("2026-01-01T10:20:00Z"));
    }

    @Test
    void keeps_the_moment_of_its_first_start() {
        Instant first = Dialect.AWS.streamTime(bench.clock.instant());
        assertThat(start.of(LATEST)).contains(first);

        bench.clock.advance(Duration.ofDays(1));

        assertThat(new FirstStart(bench.parts()).of(LATEST)).contains(first);
        assertThat(bench.all()).allMatch(position -> position.lane().isInternal());
    }

    @Test
    void takes_the_moment_of_a_worker_that_was_faster() {
        Instant first = Dialect.AWS.streamTime(bench.clock.instant());
        bench.door(plan -> {
            bench.store(plan);
            bench.clock.advance(Duration.ofMinutes(1));
            return new CommitOutcome.Stale();
        });

        assertThat(start.of(LATEST)).contains(first);
    }

    @Test
    void tries_again_what_passes_by_itself_and_tells_of_what_does_not() {
        AtomicInteger attempts = new AtomicInteger();
        bench.door(plan -> attempts.incrementAndGet() < 3 ? new CommitOutcome.Throttled("busy") : bench.store(plan));
        assertThat(start.of(LATEST)).isPresent();

        ConsumerBench other = new ConsumerBench();
        other.door(plan -> new CommitOutcome.Unable("the table is missing"));
        assertThatThrownBy(() -> new FirstStart(other.parts()).of(LATEST)).hasMessage("the table is missing");
    }
}
