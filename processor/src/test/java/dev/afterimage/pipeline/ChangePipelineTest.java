package dev.afterimage.pipeline;

import static dev.afterimage.commit.TestChanges.expired;
import static dev.afterimage.commit.TestChanges.inserted;
import static dev.afterimage.commit.TestChanges.modified;
import static dev.afterimage.pipeline.ScriptedCommitter.Fault.after;
import static dev.afterimage.pipeline.ScriptedCommitter.Fault.answers;
import static dev.afterimage.pipeline.ScriptedCommitter.Fault.commitsUnanswered;
import static dev.afterimage.pipeline.ScriptedCommitter.Fault.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.audit.AuditNote;
import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import dev.afterimage.parking.ParkedChange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ChangePipelineTest {
    private final PipelineBench bench = new PipelineBench();
    private ChangePipeline pipeline = bench.pipeline;

    @Test
    void applies_changes_and_counts_them() {
        assertThat(pipeline.open()).isTrue();
        assertThat(pipeline.apply(List.of(inserted(1, "a", "x"), modified(2, "a", "x", "y"), expired(3, "b", "z"))))
                .isTrue();

        assertThat(bench.changes("a")).isEqualTo(2);
        assertThat(bench.auditEntries()).isEqualTo(3);
        assertThat(bench.stored().sequence()).contains(inserted(3).sequence());
        assertThat(bench.counts().read()).isEqualTo(3);
        assertThat(bench.counts().applied()).isEqualTo(3);
        assertThat(bench.counts().expired()).isEqualTo(1);
        assertThat(bench.counts().commits()).isEqualTo(1);
    }

    @Test
    void an_empty_batch_changes_nothing() {
        assertThat(pipeline.apply(List.of())).isTrue();

        assertThat(bench.stored().stored()).isFalse();
        assertThat(bench.committer.attempts()).isEmpty();
    }

    @Test
    void drops_what_the_position_covers() {
        bench.other().apply(things(1, 5));
        pipeline.open();

        assertThat(pipeline.apply(things(3, 8))).isTrue();

        assertEachAppliedOnce(8);
        assertThat(bench.counts().alreadyApplied()).isEqualTo(3);
        assertThat(bench.counts().applied()).isEqualTo(3);
        assertDrained();
    }

    @Test
    void a_batch_that_repeats_changes_or_is_out_of_order_applies_each_once() {
        pipeline.apply(List.of(inserted(2), inserted(3), inserted(2), inserted(1), inserted(3), inserted(4)));

        assertEachAppliedOnce(4);
        assertThat(bench.counts().alreadyApplied()).isEqualTo(2);
        assertDrained();
    }

    @Test
    void a_commit_whose_answer_was_lost_takes_effect_once() {
        bench.committer.meets(commitsUnanswered());

        assertThat(pipeline.apply(things(1, 5))).isTrue();

        assertEachAppliedOnce(5);
        assertThat(bench.committer.attempts()).hasSize(2);
        assertThat(bench.counts().alreadyApplied()).isEqualTo(5);
        assertDrained();
    }

    @Test
    void goes_on_from_where_another_worker_has_overtaken_it() {
        pipeline.open();
        bench.committer.meets(after(() -> bench.other().apply(things(1, 3))));

        assertThat(pipeline.apply(things(1, 5))).isTrue();

        assertEachAppliedOnce(5);
        assertThat(bench.counts().applied()).isEqualTo(2);
        assertThat(bench.counts().alreadyApplied()).isEqualTo(3);
        assertDrained();
    }

    @Test
    void retries_what_passes_by_itself() {
        bench.committer.meets(
                answers(new CommitOutcome.Throttled("slow down")),
                answers(new CommitOutcome.Contended("somebody was faster")),
                answers(new CommitOutcome.Unanswered("no answer")));

        assertThat(pipeline.apply(things(1, 5))).isTrue();

        assertEachAppliedOnce(5);
        assertThat(bench.retries)
                .containsExactly(
                        "throttled 1: slow down", "contended 2: somebody was faster", "unanswered 3: no answer");
        assertThat(bench.stop.pauses()).hasSize(3);
        assertThat(bench.halts).isEmpty();
    }

    @Test
    void a_stop_while_retrying_leaves_the_changes_for_later() {
        bench.committer.meets(answers(new CommitOutcome.Throttled("slow down")));
        bench.stop.duringPauses(bench.stop::raise);

        assertThat(pipeline.apply(things(1, 5))).isFalse();

        assertThat(bench.stored().stored()).isFalse();
        assertThat(bench.committer.attempts()).hasSize(1);
    }

    @Test
    void once_stopped_it_applies_nothing_more_so_that_no_batch_overtakes_another() {
        bench.stop.raise();
        assertThat(pipeline.apply(things(1, 5))).isFalse();
        bench.stop.lower();

        assertThat(pipeline.apply(things(6, 9))).isFalse();
        assertThat(pipeline.open()).isFalse();
        assertThat(pipeline.close()).isFalse();

        assertThat(bench.stored().stored()).isFalse();
    }

    @Test
    void a_stop_lets_the_commit_in_flight_finish() {
        bench.committer.meets(after(bench.stop::raise));

        assertThat(pipeline.apply(things(1, 200))).isFalse();

        assertThat(bench.counts().commits()).isEqualTo(1);
        assertThat(bench.stored()).isEqualTo(pipeline.position());
        assertThat(bench.stored().revision()).isEqualTo(1);
    }

    @Test
    void having_left_the_lane_it_applies_nothing_more() {
        pipeline.open();
        pipeline.leave();
        pipeline.leave();

        assertThat(pipeline.apply(things(1, 5))).isFalse();

        assertThat(bench.stored().stored()).isFalse();
    }

    @Test
    void a_change_on_which_a_projection_fails_is_parked_and_everything_else_goes_on() {
        assertThat(pipeline.apply(List.of(
                        inserted(1, "a", "x"),
                        inserted(2, "b", "fail"),
                        modified(3, "b", "fail", "y"),
                        inserted(4, "c", "x"))))
                .isTrue();

        assertThat(bench.changes("a")).isEqualTo(1);
        assertThat(bench.changes("b")).isZero();
        assertThat(bench.changes("c")).isEqualTo(1);
        assertThat(bench.parked("b"))
                .extracting(ParkedChange::change)
                .containsExactly(inserted(2, "b", "fail"), modified(3, "b", "fail", "y"));
        assertThat(bench.parked("b").getFirst().reason()).contains("thing_rows", "cannot make sense", "at ");
        assertThat(bench.parked("b").getLast().reason()).contains("waits behind");
        assertThat(bench.auditEntries()).isEqualTo(4);
        assertThat(bench.counts().parked()).isEqualTo(2);
        assertThat(bench.counts().applied()).isEqualTo(2);
        assertThat(bench.halts).isEmpty();
        assertDrained();
    }

    @Test
    void a_bad_change_is_tried_before_it_is_parked() {
        mendAfterPauses(2);

        assertThat(pipeline.apply(List.of(inserted(1, "b", "fail")))).isTrue();

        assertThat(bench.changes("b")).isEqualTo(1);
        assertThat(bench.parked("b")).isEmpty();
        assertDrained();
    }

    @Test
    void changes_of_later_batches_and_of_other_workers_wait_behind_a_parked_one() {
        pipeline.apply(List.of(inserted(1, "b", "fail")));
        pipeline.apply(List.of(modified(2, "b", "fail", "y")));
        ChangePipeline next = bench.other();
        next.open();
        next.apply(List.of(modified(3, "b", "y", "z"), inserted(4, "c", "x")));

        assertThat(bench.parked("b"))
                .extracting(parked -> parked.change().sequence().digits())
                .containsExactly("1", "2", "3");
        assertThat(bench.changes("b")).isZero();
        assertThat(bench.changes("c")).isEqualTo(1);
    }

    @Test
    void finds_the_change_that_dynamodb_refuses_among_many_and_parks_it() {
        List<Change> batch = new ArrayList<>(things(1, 40));
        batch.set(28, inserted(29, "bad", "huge"));

        assertThat(pipeline.apply(batch)).isTrue();

        assertThat(bench.auditEntries()).isEqualTo(40);
        assertThat(bench.changes("bad")).isZero();
        assertThat(bench.parked("bad"))
                .singleElement()
                .extracting(ParkedChange::reason)
                .asString()
                .contains("its write to thing_rows/id=huge was refused");
        assertThat(bench.committer.attempts()).hasSizeLessThan(30);
        assertDrained();
    }

    @Test
    void too_many_parked_items_halt_the_lane() {
        bench.mostParked(2);
        pipeline = bench.pipeline(bench.memory);
        pipeline.open();
        bench.stop.duringPauses(() -> {
            if (!bench.halts.isEmpty()) {
                bench.stop.raise();
            }
        });

        assertThat(pipeline.apply(List.of(
                        inserted(1, "a", "fail"),
                        inserted(2, "b", "fail"),
                        modified(3, "b", "fail", "y"),
                        inserted(4, "c", "fail"),
                        inserted(5, "d", "x"))))
                .isFalse();

        assertThat(bench.halts).singleElement().asString().contains("id=c@4", "2 items of table things");
        assertThat(bench.stored().sequence()).contains(inserted(3).sequence());
    }

    @Test
    void an_item_that_an_operator_has_redriven_meanwhile_is_applied_again() {
        pipeline.apply(List.of(inserted(1, "b", "fail")));
        bench.committer.meets(after(() -> bench.forgetParked("b")));

        assertThat(pipeline.apply(List.of(modified(2, "b", "fail", "y")))).isTrue();

        assertThat(bench.parked("b")).isEmpty();
        assertThat(bench.changes("b")).isEqualTo(1);
        assertDrained();
    }

    @Test
    void a_lane_halted_by_a_refusal_goes_on_with_whole_plans_once_that_is_mended() {
        List<Change> batch = new ArrayList<>(things(1, 400));
        batch.set(2, inserted(3, "bad", "huge"));
        bench.stop.duringPauses(() -> bench.projection.mend("huge"));
        bench.committer.meets(refusals(8));

        assertThat(pipeline.apply(batch)).isTrue();

        assertThat(bench.auditEntries()).isEqualTo(400);
        assertThat(bench.changes("bad")).isEqualTo(1);
        assertThat(bench.counts().commits()).isLessThan(70);
        assertDrained();
    }

    @Test
    void parks_each_of_several_bad_changes() {
        List<Change> batch = new ArrayList<>(things(1, 40));
        batch.set(5, inserted(6, "bad", "huge"));
        batch.set(30, inserted(31, "worse", "fail"));

        assertThat(pipeline.apply(batch)).isTrue();

        assertThat(bench.parked("bad")).hasSize(1);
        assertThat(bench.parked("worse")).hasSize(1);
        assertThat(bench.counts().applied()).isEqualTo(38);
        assertDrained();
    }

    @Test
    void a_change_too_large_for_one_transaction_is_applied_in_parts() {
        assertThat(pipeline.apply(List.of(inserted(1), inserted(2, "w", "wide"), inserted(3))))
                .isTrue();

        assertWideAppliedOnce();
        assertThat(bench.counts().applied()).isEqualTo(3);
        assertThat(bench.counts().commits()).isEqualTo(5);
        assertDrained();
    }

    @Test
    void a_change_applied_in_part_is_finished_by_whoever_comes_next() {
        bench.committer.meets(after(() -> {}), after(bench.stop::raise));
        assertThat(pipeline.apply(List.of(inserted(1), inserted(2, "w", "wide"), inserted(3))))
                .isFalse();
        assertThat(bench.stored().split()).isPresent();

        ChangePipeline next = bench.other();
        next.open();
        assertThat(next.apply(List.of(inserted(2, "w", "wide"), inserted(3)))).isTrue();

        assertWideAppliedOnce();
    }

    @Test
    void two_workers_share_the_parts_of_a_change() {
        List<Change> batch = List.of(inserted(1), inserted(2, "w", "wide"), inserted(3));
        bench.committer.meets(
                after(() -> {}), after(() -> {}), after(() -> bench.other().apply(batch)));

        assertThat(pipeline.apply(batch)).isTrue();

        assertWideAppliedOnce();
        assertThat(bench.counts().applied()).isEqualTo(1);
        assertThat(bench.counts().alreadyApplied()).isEqualTo(2);
        assertDrained();
    }

    @Test
    void a_part_whose_answer_was_lost_takes_effect_once() {
        bench.committer.meets(after(() -> {}), commitsUnanswered(), commitsUnanswered(), commitsUnanswered());

        assertThat(pipeline.apply(List.of(inserted(1), inserted(2, "w", "wide"), inserted(3))))
                .isTrue();

        assertWideAppliedOnce();
        assertDrained();
    }

    @Test
    void what_is_left_of_a_change_whose_part_is_refused_is_parked() {
        bench.committer.meets(after(() -> {}), after(() -> {}));
        bench.committer.meets(refusals(3));

        assertThat(pipeline.apply(List.of(inserted(1), inserted(2, "w", "wide"), inserted(3))))
                .isTrue();

        ParkedChange parked = bench.parked("w").getFirst();
        assertThat(parked.applied()).isEqualTo(bench.wideRowsApplied() + 1);
        assertThat(parked.applied()).isBetween(1, ThingRows.WIDTH);
        assertThat(bench.stored().split()).isEmpty();
        assertThat(bench.changes("thing-3")).isEqualTo(1);
        assertDrained();
    }

    @Test
    void a_note_beside_the_audit_entry_tells_what_a_change_did_not_write_whose_part_is_refused() {
        bench.committer.meets(after(() -> {}), after(() -> {}));
        bench.committer.meets(refusals(3));

        pipeline.apply(List.of(inserted(1), inserted(2, "w", "wide"), inserted(3)));

        AuditNote note = bench.notes().getFirst();
        assertThat(bench.notes()).hasSize(1);
        assertThat(note.id()).isEqualTo(inserted(2, "w", "wide").id());
        assertThat(note.action()).isEqualTo(AuditNote.Action.PARKED);
        assertThat(note.reason()).contains(bench.parked("w").getFirst().reason());
        assertThat(note.rows()).hasSize(ThingRows.WIDTH - bench.wideRowsApplied());
        assertThat(note.rows()).noneMatch(row -> bench.memory.row(row).isPresent());
    }

    @Test
    void a_change_applied_in_part_that_the_stream_has_lost_halts_the_lane() {
        bench.committer.meets(after(bench.stop::raise));
        pipeline.apply(List.of(inserted(2, "w", "wide")));
        bench.stop.lower();
        bench.stop.duringPauses(bench.stop::raise);

        assertThat(bench.pipeline(bench.memory).apply(things(3, 4))).isFalse();

        assertThat(bench.halts).singleElement().asString().contains("change 2 of lane", "applied in part");
        assertThat(bench.changes("thing-3")).isZero();
    }

    @Test
    void a_missing_table_halts_the_lane_until_it_is_there() {
        bench.committer.meets(
                answers(new CommitOutcome.Unable("no such table")), answers(new CommitOutcome.Unable("still not")));

        assertThat(pipeline.apply(things(1, 5))).isTrue();

        assertEachAppliedOnce(5);
        assertThat(bench.halts).containsExactly("no change: no such table", "no change: still not");
        assertThat(bench.stop.pauses()).containsExactly(PipelineBench.HALTED, PipelineBench.HALTED);
    }

    @Test
    void a_bug_in_the_committer_halts_the_lane_and_skips_nothing() {
        bench.committer.meets(throwing(new IllegalStateException("a bug")));

        assertThat(pipeline.apply(things(1, 5))).isTrue();

        assertEachAppliedOnce(5);
        assertThat(bench.halts).singleElement().asString().contains("a bug", "at dev.afterimage");
        assertDrained();
    }

    @Test
    void an_error_of_the_jvm_passes_and_leaves_the_lane_stopped() {
        bench.committer.meets((plan, committer) -> {
            throw new OutOfMemoryError("no heap");
        });

        assertThatThrownBy(() -> pipeline.apply(things(1, 5))).isInstanceOf(OutOfMemoryError.class);

        assertThat(pipeline.apply(things(6, 9))).isFalse();
        assertThat(bench.stored().stored()).isFalse();
    }

    @Test
    void an_unreadable_position_is_read_again_and_halts_the_lane_if_it_stays_so() {
        Unreadable positions = new Unreadable(7);

        assertThat(bench.pipeline(positions).open()).isTrue();

        assertThat(bench.retries)
                .hasSize(4)
                .allMatch(
                        retry -> retry.startsWith("unreadable ") && retry.contains("cannot read the lane's position"));
        assertThat(bench.halts).hasSize(3).allMatch(halt -> halt.contains("cannot read the lane's position"));
    }

    @Test
    void a_stale_commit_although_the_position_has_not_moved_is_retried_slowly() {
        bench.committer.meets(answers(new CommitOutcome.Stale()), answers(new CommitOutcome.Stale()));

        assertThat(pipeline.apply(things(1, 5))).isTrue();

        assertEachAppliedOnce(5);
        assertThat(bench.stop.pauses()).hasSize(2);
        assertDrained();
    }

    @Test
    void closes_a_lane_once_however_often_it_is_told_to() {
        pipeline.apply(things(1, 5));
        bench.committer.meets(commitsUnanswered());

        assertThat(pipeline.close()).isTrue();
        assertThat(pipeline.close()).isTrue();
        assertThat(bench.other().close()).isTrue();

        assertThat(bench.stored().closed()).isTrue();
        assertThat(bench.stored().revision()).isEqualTo(2);
        assertThat(bench.stored().sequence()).contains(inserted(5).sequence());
    }

    @Test
    void closes_a_lane_that_another_worker_has_moved_on() {
        pipeline.apply(things(1, 5));
        bench.committer.meets(after(() -> bench.other().apply(things(6, 7))));

        assertThat(pipeline.close()).isTrue();

        assertThat(bench.stored().closed()).isTrue();
        assertThat(bench.stored().sequence()).contains(inserted(7).sequence());
    }

    @Test
    void a_closed_lane_drops_what_it_has_applied_before() {
        pipeline.apply(things(1, 5));
        pipeline.close();

        assertThat(pipeline.apply(things(2, 5))).isTrue();

        assertEachAppliedOnce(5);
        assertDrained();
    }

    @Test
    void a_closed_lane_that_gets_new_changes_halts() {
        pipeline.apply(things(1, 5));
        pipeline.close();
        bench.stop.duringPauses(bench.stop::raise);

        assertThat(pipeline.apply(things(6, 7))).isFalse();

        assertThat(bench.halts).singleElement().asString().contains("is closed and takes no more commits");
        assertThat(bench.changes("thing-6")).isZero();
    }

    @Test
    void projects_only_a_few_more_changes_than_the_next_commit_needs() {
        AtomicInteger calls = new AtomicInteger();
        bench.committer.meets(after(() -> calls.set(bench.projection.calls())));

        pipeline.apply(things(1, 1_000));

        CommitPlan first = bench.committer.attempts().getFirst();
        assertThat(calls.get())
                .isBetween(first.changes().size(), first.changes().size() + 32);
        assertEachAppliedOnce(1_000);
    }

    @Test
    void changes_for_which_there_is_no_answer_are_asked_for_again_and_none_is_skipped() {
        AtomicInteger calls = new AtomicInteger();
        bench.containment = (chunk, router, clock) -> {
            List<Routed> all = Containment.NONE.route(chunk, router, clock);
            return calls.incrementAndGet() % 2 == 0 ? all.subList(0, all.size() / 2) : all;
        };

        assertThat(bench.pipeline(bench.memory).apply(things(1, 200))).isTrue();

        assertEachAppliedOnce(200);
    }

    private void mendAfterPauses(int pauses) {
        bench.stop.duringPauses(() -> {
            if (bench.stop.pauses().size() == pauses) {
                bench.projection.mend("fail");
            }
        });
    }

    private static ScriptedCommitter.Fault[] refusals(int times) {
        return LongStream.range(0, times)
                .mapToObj(i -> answers(new CommitOutcome.Rejected("refused", List.of())))
                .toArray(ScriptedCommitter.Fault[]::new);
    }

    private void assertDrained() {
        assertThat(bench.counts().pending()).isZero();
    }

    private void assertEachAppliedOnce(int last) {
        for (int i = 1; i <= last; i++) {
            assertThat(bench.changes("thing-" + i)).as("change %d", i).isEqualTo(1);
        }
        assertThat(bench.auditEntries()).isEqualTo(last);
        assertThat(bench.stored().sequence()).contains(inserted(last).sequence());
    }

    private void assertWideAppliedOnce() {
        assertThat(bench.changes("thing-1")).isEqualTo(1);
        assertThat(bench.changes("w")).isEqualTo(1);
        assertThat(bench.changes("thing-3")).isEqualTo(1);
        for (int i = 0; i < ThingRows.WIDTH; i++) {
            assertThat(bench.changes("w-" + i)).as("row %d", i).isEqualTo(1);
        }
        assertThat(bench.auditEntries()).isEqualTo(3);
    }

    private static List<Change> things(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(sequence -> inserted(sequence))
                .toList();
    }

    /** Cannot be read so many times; then a lane at its start. */
    private static final class Unreadable implements Positions {
        private int times;

        Unreadable(int times) {
            this.times = times;
        }

        @Override
        public Position of(Lane lane) {
            if (times-- > 0) {
                throw new IllegalStateException("no access");
            }
            return Position.start(lane);
        }

        @Override
        public List<Position> all() {
            return List.of();
        }
    }
}
