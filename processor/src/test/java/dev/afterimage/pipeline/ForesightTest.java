package dev.afterimage.pipeline;

import static dev.afterimage.commit.TestChanges.TABLE;
import static dev.afterimage.commit.TestChanges.inserted;
import static dev.afterimage.commit.TestChanges.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Guard;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.item.ItemKey;
import dev.afterimage.lane.LanePart;
import dev.afterimage.lane.Position;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ForesightTest {
    private final PipelineBench bench = new PipelineBench();
    private final Loading loading = new Loading();

    @Test
    void what_leads_takes_effect_before_its_change_and_counts_as_none_of_the_lane() {
        loading.values.put("a", "before");
        ChangePipeline pipeline = pipeline();

        assertThat(pipeline.apply(List.of(TestChanges.modified(5, "a", "before", "after"), inserted(6))))
                .isTrue();

        assertThat(bench.changes("a")).isEqualTo(2);
        assertThat(bench.row("a").orElseThrow().string("last")).contains("after");
        assertThat(bench.counts().read()).isEqualTo(2);
        assertThat(bench.counts().applied()).isEqualTo(2);
        assertThat(bench.counts().commits()).isEqualTo(1);
        assertThat(bench.auditEntries()).isEqualTo(3);
        assertThat(bench.stored().applied()).isEqualTo(2);
    }

    @Test
    void a_lead_whose_guard_does_not_hold_is_planned_anew() {
        loading.values.put("a", "before");
        ChangePipeline pipeline = pipeline();
        bench.committer.meets(ScriptedCommitter.Fault.after(() -> loadElsewhere("a")));

        assertThat(pipeline.apply(List.of(TestChanges.modified(5, "a", "before", "after"))))
                .isTrue();

        assertThat(bench.changes("a")).isEqualTo(1);
        assertThat(bench.stored().applied()).isEqualTo(1);
    }

    @Test
    void a_lead_that_a_projection_cannot_take_is_parked_and_its_change_waits_behind_it() {
        loading.values.put("a", "fail");
        loading.values.put("b", "before");
        ChangePipeline pipeline = pipeline();

        assertThat(pipeline.apply(List.of(
                        TestChanges.modified(5, "a", "fail", "after"),
                        TestChanges.modified(6, "b", "before", "after"))))
                .isTrue();

        assertThat(bench.parked("a"))
                .extracting(parked -> parked.change().sequence().digits())
                .containsExactly("0", "5");
        assertThat(bench.changes("a")).isZero();
        assertThat(bench.changes("b")).isEqualTo(2);
        assertThat(bench.halts).isEmpty();
        assertThat(bench.counts().pending()).isZero();
    }

    @Test
    void a_lead_that_dynamodb_refuses_is_found_among_others_and_parked() {
        loading.values.put("a", "huge");
        LongStream.range(0, 5).forEach(i -> loading.values.put("b" + i, "before"));
        ChangePipeline pipeline = pipeline();
        List<Change> changes = new ArrayList<>();
        LongStream.range(0, 5).forEach(i -> changes.add(TestChanges.modified(10 + 2 * i, "b" + i, "before", "after")));
        changes.add(2, TestChanges.modified(13, "a", "huge", "after"));

        assertThat(pipeline.apply(changes)).isTrue();

        assertThat(bench.parked("a")).hasSize(2);
        LongStream.range(0, 5)
                .forEach(i -> assertThat(bench.changes("b" + i)).as("b" + i).isEqualTo(2));
    }

    @Test
    void a_lead_that_is_too_wide_for_a_transaction_is_parked_and_nothing_of_it_applied() {
        loading.values.put("w", "wide");
        ChangePipeline pipeline = pipeline();

        assertThat(pipeline.apply(List.of(TestChanges.modified(5, "w", "wide", "after"))))
                .isTrue();

        assertThat(bench.parked("w")).hasSize(2);
        assertThat(bench.wideRowsApplied()).isZero();
        assertThat(bench.parked("w").getFirst().reason()).contains("a redrive applies them in parts");
    }

    @Test
    void a_change_that_is_passed_moves_the_position_and_does_nothing_else() {
        loading.passed.add("thing-1");
        ChangePipeline pipeline = pipeline();

        assertThat(pipeline.apply(List.of(inserted(1), inserted(2)))).isTrue();

        assertThat(bench.changes("thing-1")).isZero();
        assertThat(bench.changes("thing-2")).isEqualTo(1);
        assertThat(bench.stored().applied()).isEqualTo(2);
        assertThat(bench.auditEntries()).isEqualTo(1);
    }

    @Test
    void a_position_is_stored_before_changes_are_applied_from_it_and_then_all_is_read_again() {
        loading.wantsStored = true;
        ChangePipeline pipeline = pipeline();
        pipeline.open();

        assertThat(pipeline.apply(List.of(inserted(1)))).isTrue();

        assertThat(bench.stored().revision()).isEqualTo(2);
        assertThat(bench.stored().applied()).isEqualTo(1);
        assertThat(loading.reloads).isEqualTo(2);
    }

    @Test
    void what_cannot_be_read_is_read_again() {
        loading.unreadable = 2;

        assertThat(pipeline().apply(List.of(inserted(1)))).isTrue();

        assertThat(bench.changes("thing-1")).isEqualTo(1);
        assertThat(bench.retries).hasSize(2).allMatch(retry -> retry.contains("cannot read what is known of items"));
    }

    @Test
    void marks_that_others_have_made_are_read_where_they_may_be_new() {
        loading.values.put("a", "fail");
        ChangePipeline first = pipeline();
        ChangePipeline second = pipeline();
        second.open();
        first.apply(List.of(TestChanges.modified(5, "a", "fail", "x")));
        loading.marksMayBeNew = true;

        assertThat(second.apply(List.of(TestChanges.modified(5, "a", "fail", "x"), TestChanges.removed(6, "a", "x"))))
                .isTrue();

        assertThat(bench.parked("a")).hasSize(3);
        assertThat(bench.changes("a")).isZero();
    }

    private ChangePipeline pipeline() {
        bench.foresights = lane -> loading;
        return bench.pipeline(bench.memory);
    }

    private static GuardedWrite fence(String id) {
        RowKey row = ThingRows.row("fence of " + id);
        return new GuardedWrite(Write.put(row, row.key().attributes()), new Guard.Absent("id"));
    }

    private void loadElsewhere(String id) {
        Position from = Position.start(bench.lane.part(new LanePart(1, 2)));
        CommitOutcome outcome = bench.memory.commit(new CommitPlan(
                from, from.fenced(bench.clock.instant()), List.of(), List.of(fence(id)), List.of(), List.of()));
        assertThat(outcome).isInstanceOf(CommitOutcome.Applied.class);
    }

    /** Loads the items with these values before their first change. */
    private final class Loading implements Foresight {
        private final Map<String, String> values = new LinkedHashMap<>();
        private final Set<String> passed = new HashSet<>();
        private boolean wantsStored;
        private boolean marksMayBeNew;
        private int unreadable;
        private int reloads;

        @Override
        public boolean wantsStored(Position position) {
            return wantsStored && !position.stored();
        }

        @Override
        public void reload() {
            reloads++;
        }

        @Override
        public View view(Position position) {
            return changes -> {
                if (unreadable-- > 0) {
                    throw new IllegalStateException("no answer");
                }
                List<Step> steps = new ArrayList<>();
                changes.forEach(change -> {
                    String id = change.before()
                            .or(change::after)
                            .flatMap(image -> image.string("id"))
                            .orElseThrow();
                    lead(id, change).ifPresent(steps::add);
                    steps.add(passed.contains(id) ? new Step.Pass(change) : new Step.Apply(change));
                });
                return new Steps(steps, marksMayBeNew);
            };
        }

        private Optional<Step> lead(String id, Change change) {
            GuardedWrite fence = fence(id);
            if (!values.containsKey(id) || bench.memory.row(fence.write().row()).isPresent()) {
                return Optional.empty();
            }
            ChangeId first = new ChangeId(TABLE, ItemKey.of("id", id), SequenceNumber.of("0"));
            Change loaded = new Change.Loaded(
                    first,
                    TestChanges.CHANGED_AT,
                    item(id, Optional.ofNullable(values.get(id)).orElseThrow()));
            return Optional.of(new Step.Lead(
                    change,
                    loaded,
                    Optional.empty(),
                    Optional.of(new Step.Lead.Audited(loaded, List.of())),
                    List.of(),
                    List.of(fence)));
        }
    }
}
