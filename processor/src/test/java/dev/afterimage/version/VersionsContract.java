package dev.afterimage.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.projection.ProjectionName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What versions, fences and segments are kept in must do. */
public abstract class VersionsContract {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.008Z");
    private static final ProjectionName VIEW = new ProjectionName("view");
    private static final ProjectionName SECOND = VIEW.ofVersion(2);
    private static final FenceId FENCE = new FenceId("lists#id=L1", SECOND);

    protected abstract VersionRegistry registry();

    protected abstract Fences fences();

    protected abstract Segments segments();

    /** Commits one guarded write alone. */
    protected abstract CommitOutcome commit(GuardedWrite write);

    @Test
    void every_state_comes_back_as_it_was_stored() {
        TreeMap<Integer, VersionState> states = new TreeMap<>(Map.of(
                1, new VersionState.Live(AT, Optional.of(AT.plusSeconds(9))),
                2, new VersionState.Live(AT),
                3, new VersionState.Building(AT, 16),
                4, new VersionState.CatchingUp(AT),
                5, new VersionState.Paused(AT),
                6, new VersionState.Dropping(AT),
                7, new VersionState.Dropped(AT)));
        ProjectionVersions stored = new ProjectionVersions(VIEW, 1, 2, List.of("p_view_v2", "p_more"), states);

        assertThat(registry().of(VIEW)).isEmpty();
        assertThat(registry().put(stored)).isTrue();

        assertThat(registry().of(VIEW)).contains(stored);
        assertThat(registry().all()).containsExactly(stored);
    }

    @Test
    void a_projection_is_stored_only_after_what_was_read() {
        ProjectionVersions first = ProjectionVersions.unstored(VIEW, List.of("view"));
        ProjectionVersions one = first.with(2, new VersionState.Building(AT, 4));
        ProjectionVersions two = one.with(2, new VersionState.Paused(AT));

        assertThat(registry().put(two)).as("before the first").isFalse();
        assertThat(registry().put(one)).isTrue();
        assertThat(registry().put(one)).as("again").isFalse();
        assertThat(registry().put(two)).isTrue();
        assertThat(registry().put(two.with(2, new VersionState.Dropped(AT)))).isTrue();
    }

    @Test
    void a_fence_moves_only_from_where_it_stands() {
        Fence opened = Fence.none(FENCE).opened(Optional.of(SequenceNumber.of("4711")));
        assertThat(commit(opened.put())).isInstanceOf(CommitOutcome.Applied.class);
        assertThat(commit(opened.put())).isInstanceOf(CommitOutcome.Stale.class);
        assertThat(commit(opened.passed().put())).isInstanceOf(CommitOutcome.Applied.class);
        assertThat(commit(opened.closed().put())).isInstanceOf(CommitOutcome.Stale.class);

        FenceId other = new FenceId("lists#id=L2", SECOND);
        assertThat(fences().of(List.of(FENCE, other))).isEqualTo(Map.of(FENCE, opened.passed()));
        Fence troubled = opened.passed().at(SequenceNumber.of("4712"), 3).troubled("it is odd");
        assertThat(commit(opened.passed().at(SequenceNumber.of("4712"), 3).put()))
                .isInstanceOf(CommitOutcome.Applied.class);
        assertThat(commit(troubled.put())).isInstanceOf(CommitOutcome.Applied.class);
        assertThat(all(SECOND)).containsExactly(troubled);
        assertThat(all(VIEW)).isEmpty();

        fences().forget(opened);
        assertThat(all(SECOND)).as("what is not as it was read stays").containsExactly(troubled);
        fences().forget(troubled);
        assertThat(all(SECOND)).isEmpty();
        assertThat(commit(troubled.delete())).isInstanceOf(CommitOutcome.Stale.class);
    }

    @Test
    void a_segment_is_worked_on_by_one() {
        Segment claimed = Segment.first(SECOND, 3).claimed("one", AT);
        assertThat(segments().put(claimed)).isTrue();
        assertThat(segments().put(Segment.first(SECOND, 3).claimed("two", AT))).isFalse();
        assertThat(commit(claimed.tick())).isInstanceOf(CommitOutcome.Applied.class);
        Segment moved = claimed.counted().at(Optional.of(new WalkPlace("lists#id=L1", "7")), AT.plusSeconds(1));
        assertThat(segments().put(moved)).isTrue();
        assertThat(segments().segments(SECOND)).containsExactly(moved);

        assertThat(segments().put(moved.claimed("two", AT))).isTrue();
        assertThat(commit(moved.tick())).as("by who has lost it").isInstanceOf(CommitOutcome.Stale.class);
        assertThat(segments().segments(VIEW)).isEmpty();
        segments().forget(SECOND);
        assertThat(segments().segments(SECOND)).isEmpty();
    }

    @Test
    void none_is_taken_for_another() {
        assertThat(commit(Fence.none(FENCE).closed().put())).isInstanceOf(CommitOutcome.Applied.class);
        assertThat(segments().put(Segment.first(SECOND, 0).claimed("one", AT))).isTrue();
        assertThat(registry().put(ProjectionVersions.unstored(VIEW, List.of()).with(2, new VersionState.Paused(AT))))
                .isTrue();

        assertThat(registry().all()).hasSize(1);
        assertThat(segments().segments(SECOND)).hasSize(1);
        assertThat(all(SECOND)).hasSize(1);
    }

    private List<Fence> all(ProjectionName version) {
        List<Fence> all = new ArrayList<>();
        fences().all(version).forEachRemaining(all::add);
        return all;
    }
}
