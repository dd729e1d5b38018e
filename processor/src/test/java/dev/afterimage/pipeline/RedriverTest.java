package dev.afterimage.pipeline;

import static dev.afterimage.commit.TestChanges.inserted;
import static dev.afterimage.commit.TestChanges.modified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditNote.Action;
import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.Redrive;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.commit.Transaction;
import dev.afterimage.item.Item;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.projection.Write;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class RedriverTest {
    private final RedriveBench bench = new RedriveBench();
    private final Change first = inserted(8, "a", "fail");
    private final Change second = modified(9, "a", "fail", "two");
    private final Change third = modified(10, "a", "two", "three");

    @Test
    void applies_an_items_changes_in_their_order_and_the_item_waits_no_more() {
        park(first, second, third);
        assertThat(bench.changes("a")).isZero();
        bench.projection.mend("fail");

        assertThat(bench.redrive("a")).isEqualTo(new RedriveEnd.Done());

        assertThat(bench.settled).containsExactly(8L, 9L, 10L);
        assertEachTookEffectOnce(3, "three");
    }

    @Test
    void each_change_is_one_transaction_with_its_note() {
        park(first, second);
        bench.projection.mend("fail");

        bench.redrive("a");

        assertThat(bench.commits).hasSize(2);
        assertThat(bench.notes())
                .extracting(
                        note -> note.id().sequence().digits(),
                        AuditNote::action,
                        AuditNote::operator,
                        AuditNote::projection,
                        AuditNote::rows)
                .containsExactlyInAnyOrder(
                        tuple(
                                "8",
                                Action.REDRIVEN,
                                Optional.of("ann"),
                                bench.projection.name(),
                                List.of(ThingRows.row("a"))),
                        tuple(
                                "9",
                                Action.REDRIVEN,
                                Optional.of("ann"),
                                bench.projection.name(),
                                List.of(ThingRows.row("a"))));
    }

    @Test
    void an_item_that_does_not_wait_is_done() {
        assertThat(bench.redrive("a")).isEqualTo(new RedriveEnd.Done());

        assertThat(bench.commits).isEmpty();
    }

    @Test
    void what_the_projection_still_cannot_take_stays_with_all_that_is_behind_it() {
        park(first, second);
        ParkedChange before = bench.waiting("a").getFirst();

        RedriveEnd end = bench.redrive("a");

        ParkedChange after = bench.waiting("a").getFirst();
        assertThat(end).isEqualTo(new RedriveEnd.Refused(after));
        assertThat(after.attempts()).isEqualTo(before.attempts() + 1);
        assertThat(after.triedAt()).contains(bench.clock.instant().truncatedTo(ChronoUnit.MILLIS));
        assertThat(after.reason()).startsWith("projection thing_rows failed: ").contains("cannot make sense");
        assertThat(bench.marker("a").map(Marker::reason)).contains(after.reason());
        assertThat(bench.waiting("a")).hasSize(2);
        assertThat(bench.changes("a")).isZero();
        assertThat(bench.notes()).isEmpty();
    }

    @Test
    void a_projection_that_has_no_answer_in_time_has_failed() {
        park(inserted(8, "a", "loop"), second);

        RedriveEnd end = bench.redrive("a");

        assertThat(end).isEqualTo(new RedriveEnd.Refused(bench.waiting("a").getFirst()));
        assertThat(bench.waiting("a").getFirst().reason())
                .isEqualTo("projection thing_rows failed: it had no answer in time");
        assertThat(bench.operator.preview(bench.item("a")).getFirst()).isInstanceOf(Redrivable.Failing.class);
    }

    @Test
    void interrupted_while_a_projection_is_asked_it_stops_and_notes_nothing() {
        park(first);
        Containment interrupted = (chunk, router, clock) -> {
            bench.stop.raise();
            return List.of();
        };

        assertThat(bench.operator(List.of(bench.projection), interrupted).redrive(bench.item("a"), settlement -> {}))
                .isEqualTo(new RedriveEnd.Stopped());

        assertThat(bench.commits).isEmpty();
    }

    @Test
    void what_dynamodb_refuses_stays_and_is_told_with_its_row() {
        park(first, modified(9, "a", "fail", "huge"), third);
        bench.projection.mend("fail");

        RedriveEnd end = bench.redrive("a");

        assertThat(bench.settled).containsExactly(8L);
        assertThat(end).isInstanceOf(RedriveEnd.Refused.class);
        assertThat(bench.waiting("a").getFirst().reason()).startsWith("its write to thing_rows/id=huge was refused: ");
        assertThat(bench.waiting("a").getFirst().attempts()).isEqualTo(1);
        assertThat(bench.marker("a").map(Marker::waiting)).contains(2L);
        assertThat(bench.changes("a")).isEqualTo(1);
        bench.projection.mend("huge");
        assertThat(bench.redrive("a")).isEqualTo(new RedriveEnd.Done());
        assertEachTookEffectOnce(3, "three");
    }

    static Stream<RedriveBench.Meeting> passing() {
        return Stream.of(
                RedriveBench.answer(new CommitOutcome.Stale()),
                RedriveBench.answer(new CommitOutcome.Contended("busy")),
                RedriveBench.answer(new CommitOutcome.Throttled("too much")),
                RedriveBench.answer(new CommitOutcome.Unanswered("lost")),
                RedriveBench.lostAnswer());
    }

    @ParameterizedTest
    @MethodSource("passing")
    void goes_on_from_what_is_stored_after_whatever_passes(RedriveBench.Meeting meeting) {
        park(first, second, third);
        bench.projection.mend("fail");
        bench.meets(meeting, meeting, meeting);

        assertThat(bench.redrive("a")).isEqualTo(new RedriveEnd.Done());

        assertThat(bench.settled).containsExactly(8L, 9L, 10L);
        assertEachTookEffectOnce(3, "three");
        assertThat(bench.notes()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("passing")
    void a_refusal_is_noted_once_whatever_passes(RedriveBench.Meeting meeting) {
        park(first);
        int before = bench.waiting("a").getFirst().attempts();
        bench.meets(meeting);

        assertThat(bench.redrive("a")).isInstanceOf(RedriveEnd.Refused.class);

        assertThat(bench.waiting("a").getFirst().attempts()).isEqualTo(before + 1);
    }

    @Test
    void gives_up_where_nothing_ever_passes_and_leaves_all_as_it_is() {
        park(first);
        bench.projection.mend("fail");
        bench.meets(Collections.nCopies(100, RedriveBench.answer(new CommitOutcome.Throttled("too much")))
                .toArray(RedriveBench.Meeting[]::new));

        assertThat(bench.redrive("a")).isEqualTo(new RedriveEnd.Unable("gave up after 12 attempts: too much"));

        assertThat(bench.waiting("a")).hasSize(1);
        assertThat(bench.stop.pauses()).hasSize(11);
    }

    @Test
    void says_what_somebody_must_mend() {
        park(first);
        bench.projection.mend("fail");
        bench.meets(RedriveBench.answer(new CommitOutcome.Unable("table thing_rows is missing")));

        assertThat(bench.redrive("a")).isEqualTo(new RedriveEnd.Unable("table thing_rows is missing"));

        assertThat(bench.waiting("a")).hasSize(1);
    }

    @Test
    void says_that_the_projection_is_no_more() {
        park(first);

        RedriveEnd end = bench.operator(List.of()).redrive(bench.item("a"), settlement -> {});

        assertThat(end)
                .isEqualTo(new RedriveEnd.Unable("no projection thing_rows of table things is configured:"
                        + " configure it again, or discard the change"));
        assertThat(bench.commits).isEmpty();
    }

    @Test
    void stops_between_two_changes() {
        park(first, second);
        bench.projection.mend("fail");
        bench.meets(RedriveBench.after(bench.stop::raise));

        assertThat(bench.redrive("a")).isEqualTo(new RedriveEnd.Stopped());

        assertThat(bench.settled).containsExactly(8L);
        assertThat(bench.waiting("a")).hasSize(1);
        bench.stop.lower();
        bench.redrive("a");
        assertEachTookEffectOnce(2, "two");
    }

    @Test
    void another_operator_at_the_same_item_doubles_nothing() {
        for (int meetings = 0; meetings < 3; meetings++) {
            RedriveBench shared = new RedriveBench();
            shared.lane.apply(List.of(first, second, third));
            shared.projection.mend("fail");
            RedriveBench.Meeting[] all = new RedriveBench.Meeting[meetings + 1];
            IntStream.range(0, meetings).forEach(i -> all[i] = RedriveBench.after(() -> {}));
            all[meetings] =
                    RedriveBench.after(() -> shared.otherOperator().redrive(shared.item("a"), settlement -> {}));
            shared.meets(all);

            assertThat(shared.redrive("a")).isEqualTo(new RedriveEnd.Done());

            assertThat(shared.settled).hasSize(meetings);
            assertThat(shared.changes("a")).isEqualTo(3);
            assertThat(shared.last("a")).isEqualTo("three");
            assertThat(shared.notes()).hasSize(3);
            assertThat(shared.parkedRows()).isEmpty();
        }
    }

    @Test
    void a_change_that_the_lane_parks_meanwhile_is_applied_after_those_before_it() {
        park(first, second);
        bench.projection.mend("fail");
        bench.meets(RedriveBench.after(() -> {}), RedriveBench.after(() -> bench.lane.apply(List.of(third))));

        assertThat(bench.redrive("a")).isEqualTo(new RedriveEnd.Done());

        assertThat(bench.settled).containsExactly(8L, 9L, 10L);
        assertEachTookEffectOnce(3, "three");
    }

    @Test
    void a_lane_that_parks_a_change_before_each_commit_does_not_hold_the_operator_up() {
        park(first, second);
        bench.projection.mend("fail");
        bench.meets(IntStream.rangeClosed(3, 40)
                .mapToObj(i -> modified(7 + i, "a", "value " + (i - 1), "value " + i))
                .map(next -> RedriveBench.after(() -> park(next)))
                .toArray(RedriveBench.Meeting[]::new));

        assertThat(bench.redrive("a")).isEqualTo(new RedriveEnd.Done());

        assertThat(bench.settled).hasSize(40).isSorted();
        assertThat(bench.stop.pauses()).isEmpty();
        assertEachTookEffectOnce(40, "value 40");
    }

    @Test
    void a_lane_that_was_about_to_park_applies_where_the_item_waits_no_more() {
        park(first, second);
        List<Boolean> redriven = new ArrayList<>();
        Committer late = transaction -> {
            if (redriven.isEmpty()
                    && transaction instanceof CommitPlan plan
                    && !plan.changes().isEmpty()) {
                redriven.add(bench.redrive("a") instanceof RedriveEnd.Done);
            }
            return bench.memory.commit(transaction);
        };
        ChangePipeline lane = bench.lane(late);
        lane.open();
        bench.projection.mend("fail");

        lane.apply(List.of(third));

        assertThat(redriven).containsExactly(true);
        assertThat(bench.settled).containsExactly(8L, 9L);
        assertEachTookEffectOnce(3, "three");
    }

    @Test
    void other_items_and_their_marks_are_left_alone() {
        park(first, inserted(9, "b", "fail"), third);
        bench.projection.mend("fail");

        bench.redrive("a");

        assertThat(bench.waiting("b")).hasSize(1);
        assertThat(bench.marker("b")).isPresent();
        assertThat(bench.changes("b")).isZero();
    }

    @Test
    void a_change_too_large_for_one_transaction_is_applied_in_parts_and_each_write_once() {
        park(first, modified(9, "a", "fail", "wide"), third);
        bench.projection.mend("fail");

        assertThat(bench.redrive("a")).isEqualTo(new RedriveEnd.Done());

        assertThat(bench.settled).containsExactly(8L, 9L, 10L);
        assertThat(bench.commits).hasSize(5).allMatch(RedriverTest::fitsInto100Actions);
        assertWideTookEffectOnce();
        assertEachTookEffectOnce(3, "three");
    }

    @Test
    void with_the_smallest_limits_it_takes_more_transactions_and_no_other_effects() {
        RedriveBench narrow = new RedriveBench(new CommitLimits(CommitLimits.FEWEST_ACTIONS, 1, 1));
        narrow.lane.apply(List.of(first, modified(9, "a", "fail", "wide"), third));
        narrow.projection.mend("fail");

        assertThat(narrow.redrive("a")).isEqualTo(new RedriveEnd.Done());

        assertThat(narrow.commits)
                .hasSizeGreaterThan(ThingRows.WIDTH)
                .allMatch(commit -> commit.guarded().size() + commit.writes().size() <= CommitLimits.FEWEST_ACTIONS);
        assertThat(narrow.changes("a")).isEqualTo(3);
        assertThat(narrow.last("a")).isEqualTo("three");
        assertThat(narrow.parkedRows()).isEmpty();
    }

    @Test
    void the_images_that_are_taken_away_count_as_they_do_for_dynamodb() {
        RedriveBench narrow = new RedriveBench(new CommitLimits(100, 60_000, 1));
        Item large = TestChanges.item("a", "fail").with("text", AttributeValue.fromS("x".repeat(30_000)));
        narrow.lane.apply(List.of(
                new Change.Modified(first.id(), first.changedAt(), large, large), modified(9, "a", "fail", "wide")));
        narrow.projection.mend("fail");

        assertThat(narrow.redrive("a")).isEqualTo(new RedriveEnd.Done());

        assertThat(narrow.settled).containsExactly(8L, 9L);
        assertThat(narrow.commits.getFirst().writes()).hasSize(1);
        assertThat(narrow.commits.get(1).writes()).noneMatch(RedriverTest::isDerived);
    }

    private static boolean isDerived(Write write) {
        return write.row().table().equals(ThingRows.ROWS.name());
    }

    @ParameterizedTest
    @MethodSource("passing")
    void a_part_is_applied_once_whatever_passes(RedriveBench.Meeting meeting) {
        park(first, modified(9, "a", "fail", "wide"));
        bench.projection.mend("fail");
        bench.meets(RedriveBench.after(() -> {}), meeting, meeting, meeting, meeting);

        assertThat(bench.redrive("a")).isEqualTo(new RedriveEnd.Done());

        assertWideTookEffectOnce();
        assertEachTookEffectOnce(2, "wide");
    }

    @Test
    void goes_on_in_the_middle_of_a_change_where_another_run_ended() {
        park(first, modified(9, "a", "fail", "wide"));
        bench.projection.mend("fail");
        bench.meets(RedriveBench.after(() -> {}), RedriveBench.after(bench.stop::raise));
        bench.redrive("a");
        int begun = bench.waiting("a").getFirst().applied();
        assertThat(begun).isBetween(1, ThingRows.WIDTH);
        bench.stop.lower();

        assertThat(bench.redrive("a")).isEqualTo(new RedriveEnd.Done());

        assertWideTookEffectOnce();
        assertEachTookEffectOnce(2, "wide");
    }

    @Test
    void a_preview_tells_the_writes_and_writes_nothing() {
        park(first, second);
        bench.projection.mend("fail");

        List<Redrivable> preview = bench.operator.preview(bench.item("a"));

        assertThat(preview).hasSize(2).allMatch(Redrivable.Fit.class::isInstance);
        assertThat(((Redrivable.Fit) preview.getFirst()).left())
                .extracting(Write::row)
                .containsExactly(ThingRows.row("a"));
        assertThat(bench.commits).isEmpty();
        assertThat(bench.waiting("a")).hasSize(2);
    }

    @Test
    void a_discarded_change_takes_no_effect_and_leaves_a_note() {
        park(first, second);

        assertThat(bench.discard("a", first, first)).isEqualTo(new RedriveEnd.Done());

        assertThat(bench.settled).containsExactly(8L);
        assertThat(bench.waiting("a")).hasSize(1);
        assertThat(bench.notes())
                .containsExactly(new AuditNote(
                        first.id(),
                        bench.clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        Action.DISCARDED,
                        bench.projection.name(),
                        Optional.of("ann"),
                        Optional.of("no use"),
                        List.of()));
        assertThat(bench.redrive("a")).isEqualTo(new RedriveEnd.Done());
        assertEachTookEffectOnce(1, "two");
    }

    @Test
    void any_of_the_changes_can_be_discarded_also_the_last_and_all() {
        park(first, second, third);

        bench.discard("a", third, third);
        assertThat(bench.waiting("a")).hasSize(2);
        assertThat(bench.marker("a").map(Marker::waiting)).contains(2L);
        bench.lane.apply(List.of(modified(11, "a", "three", "four")));
        assertThat(bench.waiting("a")).hasSize(3);
        bench.discard("a", first, third);

        assertThat(bench.waiting("a")).hasSize(1);
        bench.redrive("a");
        assertEachTookEffectOnce(1, "four");
    }

    @Test
    void two_operators_who_discard_different_changes_leave_no_marker_behind() {
        park(first, second);
        bench.meets(RedriveBench.after(() -> bench.otherOperator()
                .discard(
                        bench.item("a"),
                        new Redriver.Range(second.sequence(), second.sequence()),
                        "neither",
                        change -> {})));

        assertThat(bench.discard("a", first, first)).isEqualTo(new RedriveEnd.Done());

        assertThat(bench.parkedRows()).isEmpty();
        assertThat(bench.notes()).hasSize(2);
    }

    @Test
    void a_change_is_either_redriven_or_discarded() {
        park(first);
        bench.projection.mend("fail");
        bench.meets(RedriveBench.after(() -> bench.otherOperator().redrive(bench.item("a"), settlement -> {})));

        assertThat(bench.discard("a", first, first)).isEqualTo(new RedriveEnd.Done());

        assertThat(bench.settled).isEmpty();
        assertThat(bench.notes()).extracting(AuditNote::action).containsExactly(Action.REDRIVEN);
        assertEachTookEffectOnce(1, "fail");
    }

    @Test
    void after_a_lost_answer_the_note_tells_who_took_the_change() {
        park(first, second);
        bench.projection.mend("fail");
        bench.meets((transaction, committer) -> {
            bench.otherOperator().redrive(bench.item("a"), settlement -> {});
            return new CommitOutcome.Unanswered("lost");
        });

        assertThat(bench.redrive("a")).isEqualTo(new RedriveEnd.Done());

        assertThat(bench.settled).isEmpty();
        assertThat(bench.others)
                .extracting(note -> note.id().sequence().digits(), AuditNote::operator, AuditNote::action)
                .containsExactly(tuple("8", Optional.of("bob"), Action.REDRIVEN));
        assertEachTookEffectOnce(2, "two");
    }

    @Test
    void a_commit_that_lands_after_the_next_was_sent_is_the_operators_own() {
        park(first);
        bench.projection.mend("fail");
        List<Transaction> late = new ArrayList<>();
        bench.meets(
                (transaction, committer) -> {
                    late.add(transaction);
                    return new CommitOutcome.Unanswered("on its way");
                },
                (transaction, committer) -> {
                    committer.commit(late.getFirst());
                    return committer.commit(transaction);
                });

        assertThat(bench.redrive("a")).isEqualTo(new RedriveEnd.Done());

        assertThat(bench.settled).containsExactly(8L);
        assertThat(bench.others).isEmpty();
        assertEachTookEffectOnce(1, "fail");
    }

    @Test
    void a_damaged_change_stops_the_redriving_and_the_marker_tells_why() {
        park(first, second, third);
        bench.damage(second);
        bench.projection.mend("fail");

        assertThat(bench.redrive("a")).isInstanceOf(RedriveEnd.Damaged.class);

        assertThat(bench.settled).containsExactly(8L);
        assertThat(bench.marker("a").map(Marker::reason)).contains("change #9 is damaged: its 'operation' is missing");
        assertThat(bench.operator.preview(bench.item("a")))
                .extracting(Redrivable::parked)
                .extracting(parked -> parked.sequence().digits())
                .containsExactly("9", "10");
    }

    @Test
    void a_damaged_change_can_be_discarded_and_those_behind_it_go_on() {
        park(first, second, third);
        bench.damage(second);
        bench.projection.mend("fail");

        assertThat(bench.discard("a", second, second)).isEqualTo(new RedriveEnd.Done());

        assertThat(bench.marker("a").map(Marker::waiting)).contains(2L);
        assertThat(bench.notes())
                .extracting(note -> note.id().sequence().digits(), AuditNote::action, AuditNote::reason)
                .containsExactly(tuple(
                        "9", Action.DISCARDED, Optional.of("no use (it was damaged: its 'operation' is missing)")));
        assertThat(bench.redrive("a")).isEqualTo(new RedriveEnd.Done());
        assertThat(bench.settled).containsExactly(9L, 8L, 10L);
        assertEachTookEffectOnce(2, "three");
    }

    @ParameterizedTest
    @MethodSource("passing")
    void a_damaged_change_is_discarded_once_whatever_passes(RedriveBench.Meeting meeting) {
        park(first);
        bench.damage(first);
        bench.meets(meeting);

        assertThat(bench.discard("a", first, first)).isEqualTo(new RedriveEnd.Done());

        assertThat(bench.settled).containsExactly(8L);
        assertThat(bench.notes()).hasSize(1);
        assertThat(bench.parkedRows()).isEmpty();
    }

    @Test
    void a_row_that_nobody_counted_is_discarded_and_the_marker_keeps_its_count() {
        park(first);
        bench.addStrayRow("a", "zzz");
        bench.projection.mend("fail");

        assertThat(bench.discard("a", "0")).isEqualTo(new RedriveEnd.Done());

        assertThat(bench.marker("a").map(Marker::waiting)).contains(1L);
        assertThat(bench.redrive("a")).isEqualTo(new RedriveEnd.Done());
        assertEachTookEffectOnce(1, "fail");
    }

    @Test
    void a_row_without_a_marker_can_be_discarded() {
        bench.addStrayRow("a", "zzz");

        assertThat(bench.discard("a", "0")).isEqualTo(new RedriveEnd.Done());

        assertThat(bench.parkedRows()).isEmpty();
    }

    @Test
    void a_lane_that_parks_while_a_damaged_change_is_discarded_is_not_forgotten() {
        park(first);
        bench.damage(first);
        bench.meets(RedriveBench.after(() -> park(second)));

        assertThat(bench.discard("a", first, first)).isEqualTo(new RedriveEnd.Done());

        assertThat(bench.marker("a").map(Marker::waiting)).contains(1L);
        assertThat(bench.waiting("a")).hasSize(1);
    }

    @Test
    void a_marker_without_changes_is_damage() {
        GuardedWrite mark =
                ParkedRows.mark(bench.item("a"), first, "it fails", Optional.empty(), bench.clock.instant());
        bench.memory.commit(new Redrive(List.of(mark), List.of()));

        assertThatThrownBy(() -> bench.redrive("a"))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("there is none");
    }

    private void park(Change... changes) {
        assertThat(bench.lane.apply(List.of(changes))).isTrue();
    }

    private void assertEachTookEffectOnce(int changes, String last) {
        assertThat(bench.changes("a")).isEqualTo(changes);
        assertThat(bench.last("a")).isEqualTo(last);
        assertThat(bench.parkedRows()).isEmpty();
    }

    private void assertWideTookEffectOnce() {
        assertThat(IntStream.range(0, ThingRows.WIDTH).map(i -> bench.changes("a-" + i)))
                .containsOnly(1);
    }

    private static boolean fitsInto100Actions(Transaction transaction) {
        return transaction.guarded().size() + transaction.writes().size() <= 100;
    }
}
