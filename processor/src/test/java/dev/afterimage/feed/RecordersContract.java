package dev.afterimage.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What recordings are kept in must do. */
public abstract class RecordersContract {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.008Z");
    private static final RecorderId ONE = RecorderId.starting("one@host.example", AT);
    private static final RecorderId TWO = RecorderId.starting("two", AT);

    /** Without any recordings. */
    protected abstract Recorders recorders();

    @Test
    void what_was_said_last_is_there() {
        Recorders recorders = recorders();
        Recording first = Recording.none(ONE).from(AT);
        Recording second = first.from(AT.plusMillis(1));
        Recording other = Recording.none(TWO).from(AT).end(AT.plusSeconds(1));

        assertThat(recorders.put(first)).isTrue();
        assertThat(recorders.put(second)).isTrue();
        assertThat(recorders.put(Recording.none(TWO).from(AT))).isTrue();
        assertThat(recorders.put(other)).isTrue();

        assertThat(recorders.all()).containsExactlyInAnyOrder(second, other);
    }

    @Test
    void nothing_is_said_but_after_what_is_stored() {
        Recorders recorders = recorders();
        Recording first = Recording.none(ONE).from(AT);
        assertThat(recorders.put(first.from(AT))).as("without the first").isFalse();
        assertThat(recorders.put(first)).isTrue();

        assertThat(recorders.put(first)).as("a second time").isFalse();
        assertThat(recorders.put(first.from(AT).from(AT))).as("with a gap").isFalse();

        assertThat(recorders.all()).containsExactly(first);
    }

    @Test
    void only_what_has_not_changed_is_forgotten() {
        Recorders recorders = recorders();
        Recording first = Recording.none(ONE).from(AT);
        Recording second = first.end(AT);
        recorders.put(first);
        recorders.put(second);

        recorders.forget(first);
        assertThat(recorders.all()).containsExactly(second);
        recorders.forget(second);
        recorders.forget(second);

        assertThat(recorders.all()).isEmpty();
    }
}
