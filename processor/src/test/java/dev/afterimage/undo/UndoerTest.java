package dev.afterimage.undo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditSamples;
import dev.afterimage.audit.UndoNote;
import dev.afterimage.audit.UndoNote.Outcome;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.history.Fingerprint;
import dev.afterimage.history.Target;
import dev.afterimage.item.Item;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class UndoerTest {
    private static final Optional<Item> MILK = UndoWorld.text("L1", "milk");
    private static final Optional<Item> BREAD = UndoWorld.text("L1", "bread");
    private static final Target TO_MILK = new Target.At(AuditSamples.at(15));

    private final UndoWorld world = new UndoWorld();

    @BeforeEach
    void milk_and_then_bread() {
        world.change(10, "L1", Optional.empty(), MILK);
        world.change(20, "L1", MILK, BREAD);
    }

    @Test
    void puts_an_item_back_and_notes_who_did_it_and_why() {
        assertThat(undo(TO_MILK)).isEqualTo(new UndoEnd.Done(1, Optional.empty()));

        assertThat(world.now("L1")).isEqualTo(MILK);
        assertThat(world.notes())
                .containsExactly(new UndoNote(
                        UndoWorld.ITEMS,
                        UndoWorld.key("L1"),
                        world.clock.instant(),
                        "ann",
                        Optional.of("a bad deploy"),
                        Optional.of(SequenceNumber.of("10")),
                        Fingerprint.of(MILK).text(),
                        Outcome.DONE,
                        Optional.empty()));
    }

    @Test
    void done_again_it_does_nothing() {
        undo(TO_MILK);

        assertThat(undo(TO_MILK)).isEqualTo(new UndoEnd.Same());
        assertThat(world.items.writes()).isEqualTo(1);
        assertThat(world.notes()).hasSize(1);
    }

    @Test
    void takes_an_item_away_that_was_not_there_and_brings_one_back() {
        assertThat(undo(new Target.Before(number(10)))).isInstanceOf(UndoEnd.Done.class);
        assertThat(world.now("L1")).isEmpty();

        world.change(30, "L1", BREAD, Optional.empty());
        assertThat(undo(new Target.Before(number(30)))).isInstanceOf(UndoEnd.Done.class);
        assertThat(world.now("L1")).isEqualTo(BREAD);
    }

    @Test
    void refuses_what_has_changed_since_the_operator_looked() {
        Optional<Fingerprint> seen = Optional.of(Fingerprint.of(BREAD));
        assertThat(world.undoer().undo(UndoWorld.ITEMS, UndoWorld.key("L1"), TO_MILK, seen))
                .isInstanceOf(UndoEnd.Done.class);
        world.now("L1", UndoWorld.text("L1", "cheese"));

        assertThat(world.undoer().undo(UndoWorld.ITEMS, UndoWorld.key("L1"), TO_MILK, seen))
                .isEqualTo(new UndoEnd.Changed());
        assertThat(world.now("L1")).isEqualTo(UndoWorld.text("L1", "cheese"));
        assertThat(world.notes()).hasSize(1);
    }

    @Test
    void notes_that_nothing_was_written_where_somebody_is_faster_than_the_write() {
        world.items.next(putBack -> {
            world.now("L1", UndoWorld.text("L1", "cheese"));
            return world.items.write(putBack);
        });

        assertThat(undo(TO_MILK)).isEqualTo(new UndoEnd.Changed());
        assertThat(outcomes()).containsExactly(Outcome.CHANGED);
    }

    @Test
    void tells_what_somebody_added_at_the_same_moment() {
        world.items.next(putBack -> {
            world.now("L1", BREAD.map(item -> item.with("price", AttributeValue.fromN("1"))));
            return world.items.write(putBack);
        });

        assertThat(undo(TO_MILK))
                .isEqualTo(new UndoEnd.Done(
                        1, Optional.of("somebody added price at the same moment, which was left as it is")));
        assertThat(world.notes().getFirst().detail())
                .hasValueSatisfying(detail -> assertThat(detail).contains("price"));
    }

    @Test
    void the_note_stands_before_the_write_so_that_a_crash_between_shows() {
        world.items.next(putBack -> {
            assertThat(outcomes()).containsExactly(Outcome.BEGUN);
            throw new IllegalStateException("crash");
        });

        try {
            undo(TO_MILK);
        } catch (IllegalStateException crash) {
            assertThat(outcomes()).containsExactly(Outcome.BEGUN);
            assertThat(undo(TO_MILK)).isInstanceOf(UndoEnd.Done.class);
            assertThat(outcomes()).containsExactlyInAnyOrder(Outcome.BEGUN, Outcome.DONE);
            return;
        }
        throw new AssertionError("it did not crash");
    }

    @Test
    void a_lost_answer_is_looked_for_in_the_item() {
        world.items.next(putBack -> {
            world.items.write(putBack);
            return new PutBackOutcome.Unanswered("the connection broke");
        });
        assertThat(undo(TO_MILK)).isInstanceOf(UndoEnd.Done.class);

        world.now("L1", BREAD);
        world.items.next(putBack -> new PutBackOutcome.Unanswered("the connection broke"));
        assertThat(undo(TO_MILK)).isInstanceOf(UndoEnd.Done.class);
        assertThat(world.now("L1")).isEqualTo(MILK);
        assertThat(world.items.writes()).isEqualTo(2);

        world.now("L1", BREAD);
        world.items.next(putBack -> {
            world.now("L1", UndoWorld.text("L1", "cheese"));
            return new PutBackOutcome.Unanswered("the connection broke");
        });
        assertThat(undo(TO_MILK))
                .isInstanceOfSatisfying(
                        UndoEnd.Failed.class,
                        failed -> assertThat(failed.reason()).contains("its history tells"));
        assertThat(outcomes()).last().isEqualTo(Outcome.FAILED);
    }

    @Test
    void what_is_busy_is_tried_again_and_given_up_after_a_while_or_when_told_to_stop() {
        world.items.next(putBack -> new PutBackOutcome.Busy("throttled"));
        assertThat(undo(TO_MILK)).isInstanceOf(UndoEnd.Done.class);
        assertThat(world.stop.pauses()).hasSize(1);

        world.now("L1", BREAD);
        for (int i = 0; i < 12; i++) {
            world.items.next(putBack -> new PutBackOutcome.Busy("throttled"));
        }
        assertThat(undo(TO_MILK)).isEqualTo(new UndoEnd.Failed("gave up after 12 attempts: throttled"));

        world.items.next(putBack -> {
            world.stop.raise();
            return new PutBackOutcome.Busy("throttled");
        });
        assertThat(undo(TO_MILK)).isEqualTo(new UndoEnd.Stopped());
        assertThat(world.now("L1")).isEqualTo(BREAD);
    }

    @Test
    void without_a_note_nothing_is_written() {
        world.commitFaults.add(transaction -> new CommitOutcome.Unable("there is no table audit"));

        assertThat(undo(TO_MILK))
                .isInstanceOfSatisfying(
                        UndoEnd.Failed.class,
                        failed -> assertThat(failed.reason()).contains("nothing was written", "no table audit"));
        assertThat(world.now("L1")).isEqualTo(BREAD);
    }

    @Test
    void lost_answers_and_throttling_of_notes_are_outlasted() {
        world.commitFaults.add(transaction -> {
            world.tables.commit(transaction);
            return new CommitOutcome.Unanswered("the connection broke");
        });
        world.commitFaults.add(transaction -> new CommitOutcome.Throttled("slow down"));

        assertThat(undo(TO_MILK)).isInstanceOf(UndoEnd.Done.class);
        assertThat(outcomes()).containsExactly(Outcome.DONE);
    }

    @Test
    void tells_where_the_end_could_not_be_noted() {
        world.commitFaults.add(world.tables::commit);
        world.commitFaults.add(transaction -> new CommitOutcome.Unable("denied"));

        assertThat(undo(TO_MILK))
                .isInstanceOfSatisfying(
                        UndoEnd.Done.class,
                        done -> assertThat(done.besides())
                                .hasValueSatisfying(
                                        besides -> assertThat(besides).contains("could not note", "denied")));
        assertThat(world.now("L1")).isEqualTo(MILK);
        assertThat(outcomes()).containsExactly(Outcome.BEGUN);
    }

    @Test
    void a_moment_that_the_log_may_not_know_yet_is_refused() {
        world.now("L1", UndoWorld.text("L1", "not recorded yet"));

        assertThat(undo(new Target.At(AuditSamples.at(25))))
                .isInstanceOfSatisfying(
                        UndoEnd.Impossible.class,
                        impossible -> assertThat(impossible.reason()).contains("not in the audit log yet"));
        assertThat(undo(new Target.After(number(20)))).isInstanceOf(UndoEnd.Done.class);
        assertThat(world.now("L1")).isEqualTo(BREAD);
    }

    @Test
    void a_moment_before_the_log_is_refused_and_what_its_first_change_found_is_offered() {
        world.change(30, "L2", UndoWorld.text("L2", "old"), UndoWorld.text("L2", "new"));

        assertThat(undo("L2", new Target.At(AuditSamples.at(1))))
                .isInstanceOfSatisfying(
                        UndoEnd.Impossible.class,
                        impossible -> assertThat(impossible.reason()).contains("begins with change #", "'before:"));
        assertThat(undo("L2", new Target.Before(number(30)))).isInstanceOf(UndoEnd.Done.class);
        assertThat(world.now("L2")).isEqualTo(UndoWorld.text("L2", "old"));
        assertThat(undo("L3", new Target.At(AuditSamples.at(1)))).isInstanceOf(UndoEnd.Impossible.class);
    }

    @Test
    void warns_of_an_item_that_would_lapse_at_once() {
        Optional<Item> lapsed = MILK.map(item -> item.with("expires_at", AttributeValue.fromN("1000")));
        world.change(40, "L1", BREAD, lapsed);
        world.change(50, "L1", lapsed, MILK);

        assertThat(world.planner.plan(UndoWorld.ITEMS, UndoWorld.key("L1"), new Target.After(number(40))))
                .isInstanceOfSatisfying(UndoPlan.Ready.class, ready -> {
                    assertThat(ready.warnings()).singleElement().asString().contains("DynamoDB will delete it again");
                    assertThat(ready.cost().requests()).isPositive();
                });
    }

    @Test
    void an_item_is_the_same_in_whatever_order_and_form_it_comes() {
        Item one = Item.of(Map.of(
                "s",
                AttributeValue.fromSs(List.of("a", "b")),
                "n",
                AttributeValue.fromN("1.0"),
                "m",
                AttributeValue.fromM(Map.of("x", AttributeValue.fromNs(List.of("1", "20"))))));
        Item other = Item.of(Map.of(
                "m",
                AttributeValue.fromM(Map.of("x", AttributeValue.fromNs(List.of("2e1", "1")))),
                "n",
                AttributeValue.fromN("1"),
                "s",
                AttributeValue.fromSs(List.of("b", "a"))));

        assertThat(Fingerprint.of(Optional.of(one))).isEqualTo(Fingerprint.of(Optional.of(other)));
        assertThat(Fingerprint.of(Optional.of(one))).isNotEqualTo(Fingerprint.of(Optional.of(one.without("n"))));
        assertThat(Fingerprint.of(Optional.empty())).isNotEqualTo(Fingerprint.of(Optional.of(Item.empty())));
    }

    private UndoEnd undo(Target target) {
        return undo("L1", target);
    }

    private UndoEnd undo(String list, Target target) {
        world.clock.advance(Duration.ofMillis(1));
        return world.undoer().undo(UndoWorld.ITEMS, UndoWorld.key(list), target, Optional.empty());
    }

    private List<Outcome> outcomes() {
        return world.notes().stream()
                .sorted(Comparator.comparing(UndoNote::at))
                .map(UndoNote::outcome)
                .toList();
    }

    private static SequenceNumber number(long sequence) {
        return AuditSamples.id(sequence, "L1").sequence();
    }
}
