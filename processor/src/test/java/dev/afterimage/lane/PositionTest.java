package dev.afterimage.lane;

import static dev.afterimage.commit.TestChanges.CHANGED_AT;
import static dev.afterimage.commit.TestChanges.inserted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.ProjectionName;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PositionTest {
    private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789Z");

    private final Lane lane = new Lane(new TableName("things"), new ShardId("shardId-1"));
    private final Position start = Position.start(lane);

    @Test
    void a_lane_at_its_start_covers_nothing_and_is_not_stored() {
        assertThat(start.stored()).isFalse();
        assertThat(start.covers(SequenceNumber.of("0"))).isFalse();
    }

    @Test
    void covers_the_last_change_and_all_before_it_as_numbers() {
        Position position = start.after(inserted(10), AT);

        assertThat(position.covers(SequenceNumber.of("9"))).isTrue();
        assertThat(position.covers(SequenceNumber.of("00000000000000000000010")))
                .isTrue();
        assertThat(position.covers(SequenceNumber.of("11"))).isFalse();
    }

    @Test
    void a_divided_shard_takes_no_changes_itself_and_keeps_its_parts_to_its_end() {
        Position divided = Position.divided(lane, 4, AT);

        assertThatThrownBy(() -> divided.after(inserted(1), AT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("4 parts");
        assertThatThrownBy(() -> divided.within(inserted(1), 1, AT)).isInstanceOf(IllegalStateException.class);
        assertThat(divided.close(AT).closed()).isTrue();
        assertThat(PositionRows.decode(PositionRows.encode(divided.close(AT)))).isEqualTo(divided.close(AT));
        assertThat(PositionRows.encode(start).get("parts")).isEmpty();
    }

    @Test
    void counts_the_changes_that_are_applied_whole() {
        Position position = start.after(inserted(3), 3, AT)
                .within(inserted(4), 5, AT)
                .after(inserted(4), AT)
                .close(AT);

        assertThat(position.applied()).isEqualTo(4);
        assertThat(PositionRows.decode(PositionRows.encode(position)).applied()).isEqualTo(4);
    }

    @Test
    void each_commit_is_one_revision() {
        Position position = start.after(inserted(1), AT)
                .within(inserted(2), 5, AT)
                .after(inserted(2), AT)
                .close(AT);

        assertThat(position.revision()).isEqualTo(4);
        assertThat(position.stored()).isTrue();
    }

    @Test
    void remembers_when_its_last_whole_change_was_made() {
        Position position = start.after(inserted(1), AT).within(inserted(2), 5, AT.plusSeconds(9));

        assertThat(position.changedAt()).contains(CHANGED_AT);
        assertThat(position.committedAt()).contains(AT.plusSeconds(9));
    }

    @Test
    void a_change_applied_in_part_is_not_covered_and_says_how_much_of_it_is_applied() {
        Position position = start.after(inserted(1), AT).within(inserted(2), 5, AT);

        assertThat(position.covers(inserted(2).sequence())).isFalse();
        assertThat(position.writesApplied(inserted(2))).isEqualTo(5);
        assertThat(position.writesApplied(inserted(3))).isZero();
        assertThat(position.after(inserted(2), AT).split()).isEmpty();
    }

    @Test
    void does_not_go_back() {
        Position position = start.after(inserted(10), AT);

        assertThatThrownBy(() -> position.after(inserted(10), AT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> position.within(inserted(9), 1, AT)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_further_part_applies_at_least_one_more_write() {
        Position position = start.within(inserted(1), 5, AT);

        assertThatThrownBy(() -> position.within(inserted(1), 5, AT)).isInstanceOf(IllegalStateException.class);
        assertThat(position.within(inserted(1), 6, AT).writesApplied(inserted(1)))
                .isEqualTo(6);
    }

    @Test
    void a_change_that_is_parked_before_any_write_is_begun() {
        ProjectionName one = new ProjectionName("one");
        ProjectionName two = new ProjectionName("two");
        Position position = start.within(inserted(1), 0, Set.of(one), AT);

        assertThat(position.parkedFor(inserted(1))).containsExactly(one);
        assertThat(position.parkedFor(inserted(2))).isEmpty();
        assertThat(position.within(inserted(1), 0, Set.of(two), AT).parkedFor(inserted(1)))
                .containsExactlyInAnyOrder(one, two);
        assertThat(position.within(inserted(1), 3, AT).parkedFor(inserted(1))).containsExactly(one);
        assertThat(PositionRows.decode(PositionRows.encode(position))).isEqualTo(position);
        assertThatThrownBy(() -> position.within(inserted(1), 0, Set.of(one), AT))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> start.within(inserted(1), 0, AT)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void writes_of_a_projection_for_which_it_is_parked_later_do_not_count() {
        Position position = start.within(inserted(1), 5, AT);

        Position parked = position.within(inserted(1), 3, Set.of(new ProjectionName("one")), AT);

        assertThat(parked.writesApplied(inserted(1))).isEqualTo(3);
    }

    @Test
    void the_rest_of_a_split_change_comes_before_anything_else() {
        Position position = start.within(inserted(1), 5, AT);

        assertThatThrownBy(() -> position.after(inserted(2), AT)).hasMessageContaining("applied in part");
        assertThatThrownBy(() -> position.within(inserted(2), 1, AT)).hasMessageContaining("applied in part");
        assertThatThrownBy(() -> position.close(AT)).hasMessageContaining("applied in part");
    }

    @Test
    void a_closed_lane_takes_no_more_commits() {
        Position closed = start.close(AT);

        assertThatThrownBy(() -> closed.after(inserted(1), AT)).hasMessageContaining("closed");
        assertThatThrownBy(() -> closed.within(inserted(1), 1, AT)).hasMessageContaining("closed");
        assertThatThrownBy(() -> closed.close(AT)).hasMessageContaining("closed");
    }

    @Test
    void only_a_closed_position_may_be_forgotten_and_long_after_the_stream_forgot_its_records() {
        assertThat(start.after(inserted(1), AT).expiresAt()).isEmpty();
        assertThat(start.close(AT).expiresAt())
                .hasValueSatisfying(at -> assertThat(at).isAfter(AT.plusSeconds(2 * 24 * 3600)));
    }

    @Test
    void a_position_survives_its_row() {
        Position position = start.after(inserted(1), AT).within(inserted(2), 5, AT);

        assertThat(PositionRows.decode(PositionRows.encode(position))).isEqualTo(position);
        assertThat(PositionRows.decode(PositionRows.encode(start.close(AT)))).isEqualTo(start.close(AT));
    }

    @Test
    void a_lane_survives_its_name() {
        assertThat(Lane.parse(lane.id())).isEqualTo(lane);
        assertThatThrownBy(() -> Lane.parse("things")).hasMessageContaining("table/shard");
    }
}
