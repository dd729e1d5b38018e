package dev.afterimage.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.delivery.SinkName;
import dev.afterimage.delivery.SinkStateSamples;
import dev.afterimage.delivery.SinkStatus;
import dev.afterimage.delivery.Trouble;
import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpirySamples;
import dev.afterimage.pipeline.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SinkCountTest {
    private static final SinkName HOOK = new SinkName("hook");

    private final ManualClock clock = new ManualClock();
    private final Instant start = clock.instant();
    private final ExpiryEvent one = ExpirySamples.deleted(1, "L1", start.minusSeconds(90));
    private final ExpiryEvent two = ExpirySamples.deleted(2, "L2", start.minusSeconds(60));
    private final List<SinkStatus> stored = new ArrayList<>();
    private boolean readable = true;
    private int looks;
    private final SinkCount count = new SinkCount(List.of(HOOK, new SinkName("bus")), this::look, clock);

    @Test
    void sinks_are_there_before_anything_was_delivered_and_no_others() {
        stored.add(new SinkStatus(SinkStateSamples.following("old", "w1", one), Optional.of(start)));
        count.run();

        assertThat(count.figures())
                .containsExactly(
                        new SinkFigures("bus", Duration.ZERO, 0, 0, false),
                        new SinkFigures("hook", Duration.ZERO, 0, 0, false));
    }

    @Test
    void counts_what_is_delivered_and_what_fails_and_tells_how_far_each_is_whoever_delivers() {
        stored.add(new SinkStatus(
                SinkStateSamples.refusing("hook", "w2", one, EventId.of(two), start), Optional.of(two.recordedAt())));
        count.delivered(HOOK, 7);
        count.retrying(HOOK, "busy", 1, Duration.ZERO);
        count.halted(HOOK, new Trouble("no", true, Optional.empty(), start, 1), Duration.ZERO);
        count.run();
        clock.advance(Duration.ofSeconds(5));

        assertThat(count.figures()).contains(new SinkFigures("hook", Duration.ofSeconds(65), 7, 2, true));
    }

    @Test
    void looks_now_and_then_and_keeps_what_it_saw_where_it_cannot() {
        stored.add(new SinkStatus(SinkStateSamples.following("hook", "w1", one), Optional.of(two.recordedAt())));
        count.run();
        count.run();
        assertThat(looks).isEqualTo(1);
        readable = false;
        clock.advance(SinkCount.PAUSE);
        count.run();

        assertThat(looks).isEqualTo(2);
        assertThat(count.figures()).extracting(SinkFigures::lag).contains(Duration.ofSeconds(90));
    }

    private List<SinkStatus> look() {
        looks++;
        if (!readable) {
            throw new IllegalStateException("no such table");
        }
        return stored;
    }
}
