package dev.afterimage.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.stream.TestRecords;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.exceptions.ThrottlingException;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/** What KCL may do to a shard's consumer, and what may befall it: it throws nothing and claims nothing undone. */
class ShardConsumerTest {
    private final ConsumerBench bench = new ConsumerBench();

    @Test
    void applies_what_is_delivered_before_it_returns() {
        bench.open();

        bench.deliver(0, 3);

        assertThat(bench.applied).containsExactly("1000", "1001", "1002");
        assertThat(bench.health()).extracting(LaneHealth::state).containsExactly(LaneHealth.State.FOLLOWING);
    }

    @Test
    void drops_what_its_position_says_is_applied() {
        bench.position(position(1));
        bench.open();

        bench.deliver(0, 3);

        assertThat(bench.applied).containsExactly("1002");
    }

    @Test
    void notes_its_progress_now_and_then_only() {
        bench.open();
        bench.deliver(0, 1);
        bench.deliver(1, 2);
        assertThat(bench.checkpointer.notes()).isEmpty();

        bench.clock.advance(ConsumerBench.CHECKPOINT_EVERY);
        bench.deliver(2, 3);
        bench.deliver(3, 4);

        assertThat(bench.checkpointer.notes()).containsExactly("1002");
    }

    @Test
    void notes_its_last_progress_when_nothing_more_comes() {
        bench.open();
        bench.deliver(0, 2);
        bench.deliverNothing();
        assertThat(bench.checkpointer.notes()).isEmpty();

        bench.clock.advance(ConsumerBench.CHECKPOINT_EVERY);
        bench.deliverNothing();
        bench.clock.advance(ConsumerBench.CHECKPOINT_EVERY);
        bench.deliverNothing();

        assertThat(bench.checkpointer.notes()).containsExactly("1001");
    }

    @Test
    void notes_nothing_that_kcl_has_not_delivered_though_its_position_is_further() {
        bench.position(position(9));
        bench.open();
        bench.deliver(0, 3);

        bench.requestShutdown();

        assertThat(bench.checkpointer.notes()).containsExactly("1002");
    }

    @Test
    void goes_on_without_a_note_that_fails() {
        bench.open();
        bench.deliver(0, 1);
        bench.checkpointer.failNext(new ThrottlingException("busy"));
        bench.clock.advance(ConsumerBench.CHECKPOINT_EVERY);
        bench.deliver(1, 2);
        bench.checkpointer.failNext(new ShutdownException("lost"));
        bench.clock.advance(ConsumerBench.CHECKPOINT_EVERY);
        bench.deliver(2, 3);

        bench.clock.advance(ConsumerBench.CHECKPOINT_EVERY);
        bench.deliver(3, 4);

        assertThat(bench.applied).hasSize(4);
        assertThat(bench.checkpointer.notes()).containsExactly("1003");
    }

    @Test
    void applies_what_is_before_a_malformed_record_and_waits_there_until_it_is_stopped() {
        bench.open();
        List<Record> records = new ArrayList<>(TestRecords.inserts(0, 2));
        records.add(TestRecords.malformed(2));
        records.add(TestRecords.insert(3));
        stopAfterHalts(3);

        bench.deliver(records, -1);

        assertThat(bench.applied).containsExactly("1000", "1001");
        assertThat(bench.events).hasSize(4).allMatch(event -> event.contains("event name is UPSERT"));
        assertThat(bench.events)
                .filteredOn(event -> event.startsWith("malformed"))
                .hasSize(1);
        bench.requestShutdown();
        assertThat(bench.checkpointer.notes()).containsExactly("1001");
    }

    @Test
    void shows_why_it_is_halted() {
        bench.open();
        List<LaneHealth> whileHalted = new ArrayList<>();
        bench.whenHalted(() -> {
            whileHalted.addAll(bench.health());
            bench.stopLanes();
        });

        bench.deliver(List.of(TestRecords.malformed(0)), -1);

        assertThat(whileHalted).extracting(LaneHealth::state).containsExactly(LaneHealth.State.HALTED);
        assertThat(whileHalted.getFirst().trouble().orElseThrow()).contains("UPSERT");
    }

    @Test
    void takes_nothing_and_notes_only_what_is_applied_once_it_is_stopped() {
        bench.open();
        bench.deliver(0, 2);
        bench.stopLanes();

        bench.deliver(2, 4);
        bench.deliver(4, 6);
        bench.requestShutdown();

        assertThat(bench.applied).containsExactly("1000", "1001");
        assertThat(bench.checkpointer.notes()).containsExactly("1001");
        assertThat(bench.leases.dropped()).isEmpty();
        assertThat(bench.events).contains("left");
    }

    @Test
    void closes_its_position_before_it_notes_the_end() {
        bench.open();
        bench.deliver(0, 2);
        List<Boolean> closedWhenNoted = new ArrayList<>();
        bench.checkpointer.watch(
                note -> closedWhenNoted.add(bench.of(ConsumerBench.LANE).closed()));

        bench.endShard();

        assertThat(bench.checkpointer.notes()).containsExactly("end");
        assertThat(bench.leases.ended()).containsExactly(ConsumerBench.SHARD);
        assertThat(closedWhenNoted).containsExactly(true);
        assertThat(bench.health()).isEmpty();
    }

    @Test
    void does_not_note_the_end_when_it_was_stopped_before_it_could_close() {
        bench.open();
        bench.deliver(0, 2);
        bench.stopLanes();

        bench.endShard();

        assertThat(bench.checkpointer.notes()).isEmpty();
        assertThat(bench.leases.ended()).isEmpty();
        assertThat(bench.of(ConsumerBench.LANE).closed()).isFalse();
        assertThat(bench.leases.dropped()).as("so that KCL does not ask again").containsExactly(ConsumerBench.SHARD);
    }

    @Test
    void does_not_note_the_end_of_a_shard_whose_last_batch_it_could_not_apply() {
        bench.open();
        stopAfterHalts(1);
        bench.deliver(List.of(TestRecords.malformed(0)), -1);

        bench.endShard();

        assertThat(bench.checkpointer.notes()).isEmpty();
    }

    @Test
    void notes_the_end_again_until_that_succeeds() {
        bench.open();
        bench.deliver(0, 1);
        bench.checkpointer.failNext(new ThrottlingException("busy"));
        bench.checkpointer.failNext(new ThrottlingException("still busy"));

        bench.endShard();

        assertThat(bench.checkpointer.notes()).containsExactly("end");
        assertThat(bench.events).filteredOn(event -> event.startsWith("halted")).hasSize(2);
    }

    @Test
    void stops_waiting_when_its_lease_is_taken_away() {
        bench.open();
        bench.whenHalted(bench.leases::takeAway);

        bench.deliver(List.of(TestRecords.malformed(0)), -1);
        bench.deliver(1, 3);
        bench.loseLease();

        assertThat(bench.applied).isEmpty();
        assertThat(bench.health()).isEmpty();
    }

    @Test
    void lets_go_of_a_lease_that_was_gone_for_a_moment_so_that_kcl_opens_the_shard_anew() {
        bench.open();
        bench.leases.takeAway();

        bench.deliver(0, 2);

        assertThat(bench.applied).isEmpty();
        assertThat(bench.leases.dropped()).containsExactly(ConsumerBench.SHARD);
    }

    @Test
    void gives_the_shard_up_where_kcl_left_records_out() {
        bench.open();
        bench.deliver(0, 2);

        bench.deliver(TestRecords.inserts(5, 7), 4);

        assertThat(bench.applied).containsExactly("1000", "1001");
        assertThat(bench.leases.dropped()).containsExactly(ConsumerBench.SHARD);
        assertThat(bench.events).anyMatch(event -> event.contains("left out before 1005"));
    }

    @Test
    void gives_the_shard_up_where_kcl_left_records_out_before_its_end() {
        bench.open();
        bench.deliver(0, 2);
        bench.fetch(9, 10);

        bench.endShard();

        assertThat(bench.checkpointer.notes()).isEmpty();
        assertThat(bench.leases.dropped()).containsExactly(ConsumerBench.SHARD);
    }

    @Test
    void takes_a_repetition_for_nothing_new() {
        bench.open();
        bench.deliver(0, 4);

        bench.deliver(2, 6);

        assertThat(bench.applied).containsExactly("1000", "1001", "1002", "1003", "1004", "1005");
    }

    @Test
    void gives_the_shard_up_after_an_error_of_the_jvm() {
        bench.open();
        bench.door(plan -> {
            throw new OutOfMemoryError("for the test");
        });

        bench.deliver(0, 2);
        bench.door(bench::store);
        bench.deliver(2, 4);

        assertThat(bench.applied).isEmpty();
        assertThat(bench.leases.dropped()).containsExactly(ConsumerBench.SHARD);
    }

    @Test
    void outlasts_a_door_that_fails() {
        bench.open();
        AtomicInteger attempts = new AtomicInteger();
        bench.door(plan -> {
            if (attempts.incrementAndGet() < 4) {
                throw new IllegalStateException("broken");
            }
            return attempts.get() < 6 ? new CommitOutcome.Throttled("busy") : bench.store(plan);
        });

        bench.deliver(0, 2);

        assertThat(bench.applied).containsExactly("1000", "1001");
    }

    @Test
    void drops_what_is_older_than_the_start_and_counts_it() {
        bench.startAt(TestRecords.FIRST.plusSeconds(3));
        bench.open();

        bench.deliver(0, 2);
        bench.deliver(2, 5);

        assertThat(bench.applied).containsExactly("1003", "1004");
        assertThat(bench.events).containsExactly("dropped 2", "dropped 1");
    }

    @Test
    void tells_of_a_gap_where_the_lease_is_ahead_of_the_position() {
        bench.position(position(1));

        bench.open(new ExtendedSequenceNumber(TestRecords.sequence(5)));

        assertThat(bench.events).singleElement().asString().contains("gap", "read to 1005", "only to 1001");
    }

    @Test
    void goes_on_behind_its_checkpoint() {
        bench.position(position(5));
        bench.open(new ExtendedSequenceNumber(TestRecords.sequence(3)));

        bench.deliver(4, 8);

        assertThat(bench.applied).containsExactly("1006", "1007");
        assertThat(bench.events).isEmpty();
    }

    @Test
    void shows_the_tap_everything_before_it_is_applied() {
        List<String> seen = new ArrayList<>();
        bench.tap((shard, records) -> {
            assertThat(shard.parent()).contains(new ShardId("s0"));
            seen.add(records.size() + " records after " + bench.applied.size());
        });
        bench.open();

        bench.deliver(0, 2);
        bench.deliver(2, 3);

        assertThat(seen).containsExactly("2 records after 0", "1 records after 2");
    }

    @Test
    void applies_nothing_that_the_tap_could_not_take() {
        AtomicInteger attempts = new AtomicInteger();
        bench.tap((shard, records) -> {
            if (attempts.incrementAndGet() < 3) {
                throw new IOException("disk full");
            }
        });
        List<Integer> appliedWhenHalted = new ArrayList<>();
        bench.whenHalted(() -> appliedWhenHalted.add(bench.applied.size()));
        bench.open();

        bench.deliver(0, 2);

        assertThat(bench.applied).hasSize(2);
        assertThat(appliedWhenHalted).containsExactly(0, 0);
        assertThat(bench.events).allMatch(event -> event.contains("disk full"));
    }

    @Test
    void shows_the_oldest_change_that_is_read_and_not_applied_while_it_works() {
        bench.open();
        bench.fetch(0, 3);
        List<Optional<Instant>> waiting = new ArrayList<>();
        assertThat(waiting()).contains(TestRecords.FIRST);
        bench.door(plan -> {
            waiting.add(waiting());
            CommitOutcome outcome = bench.store(plan);
            bench.door(bench::store);
            return outcome;
        });

        bench.deliver(0, 3);
        waiting.add(waiting());
        bench.fetch(3, 5);
        waiting.add(waiting());

        assertThat(waiting)
                .containsExactly(
                        Optional.of(TestRecords.FIRST),
                        Optional.empty(),
                        Optional.of(TestRecords.FIRST.plusSeconds(3)));
        assertThat(bench.health().getFirst().through()).isEqualTo(TestRecords.FIRST.plusSeconds(4));
    }

    @Test
    void does_not_count_what_is_older_than_the_start_or_applied_as_waiting() {
        bench.startAt(TestRecords.FIRST.plusSeconds(3));
        bench.position(position(4));
        bench.open();

        bench.fetch(0, 5);
        assertThat(waiting()).isEmpty();
        bench.fetch(5, 9);

        assertThat(waiting()).contains(TestRecords.FIRST.plusSeconds(5));
    }

    @Test
    void shows_a_shard_that_is_still_to_be_opened() {
        bench.open();
        bench.feeds.of(new ShardId("s2"));

        assertThat(bench.health())
                .extracting(LaneHealth::state)
                .containsExactly(LaneHealth.State.FOLLOWING, LaneHealth.State.OPENING);
    }

    private Optional<Instant> waiting() {
        return bench.health().getFirst().waiting();
    }

    private void stopAfterHalts(int halts) {
        AtomicInteger count = new AtomicInteger();
        bench.whenHalted(() -> {
            if (count.incrementAndGet() == halts) {
                bench.stopLanes();
            }
        });
    }

    private Position position(int number) {
        return new Position(
                ConsumerBench.LANE,
                1,
                Optional.of(new SequenceNumber(TestRecords.sequence(number))),
                Optional.empty(),
                false,
                Optional.of(TestRecords.FIRST),
                Optional.of(TestRecords.FIRST.plus(Duration.ofSeconds(1))));
    }
}
