package dev.afterimage.stream.kcl;

import static dev.afterimage.commit.TestChanges.inserted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.change.SequenceNumber;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may be noted as done when several parts of a shard are not equally far. */
class LaneProgressTest {
    private final LaneProgress progress = new LaneProgress(Optional.empty());
    private final Change first = inserted(10);
    private final Change second = inserted(11);
    private final Change third = inserted(12);
    private final List<Change> batch = List.of(first, second, third);

    @Test
    void nothing_is_done_at_the_start_but_what_was() {
        assertThat(progress.done()).isEmpty();
        assertThat(new LaneProgress(Optional.of(first.sequence())).done()).contains(first.sequence());
    }

    @Test
    void all_of_it_is_done_where_everything_is_applied() {
        progress.worked(batch, change -> true);

        assertThat(progress.done()).contains(third.sequence());
    }

    @Test
    void goes_up_to_the_first_that_is_not_applied() {
        progress.worked(batch, Set.of(first, third)::contains);

        assertThat(progress.done()).contains(first.sequence());
    }

    @Test
    void stays_where_it_is_while_the_first_is_not_applied() {
        progress.worked(List.of(inserted(5)), change -> true);

        progress.worked(batch, Set.of(second, third)::contains);

        assertThat(progress.done()).contains(SequenceNumber.of("5"));
    }

    @Test
    void looks_at_sequences_and_not_at_the_order_of_delivery() {
        progress.worked(List.of(third, first, second), Set.of(first, third)::contains);

        assertThat(progress.done()).contains(first.sequence());
    }

    @Test
    void does_not_go_back_with_a_repetition() {
        progress.worked(batch, change -> true);
        progress.worked(List.of(first), change -> true);

        assertThat(progress.done()).contains(third.sequence());
    }
}
