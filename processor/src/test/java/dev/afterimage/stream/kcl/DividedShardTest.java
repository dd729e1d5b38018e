package dev.afterimage.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.item.ItemKey;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.LanePart;
import dev.afterimage.lane.Position;
import dev.afterimage.stream.TestRecords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/** A shard that is followed in several lanes, by item: nothing lost, nothing twice, and each item in its order. */
class DividedShardTest {
    private static final int PARTS = 4;

    private final ConsumerBench bench = new ConsumerBench();

    @Test
    void is_divided_once_and_each_part_applies_its_items() {
        open(PARTS);

        bench.deliver(0, 40);

        assertThat(bench.applied).containsExactlyInAnyOrderElementsOf(numbers(0, 40));
        assertThat(bench.of(ConsumerBench.LANE).parts()).isEqualTo(PARTS);
        assertThat(bench.health()).extracting(LaneHealth::lane).containsExactlyElementsOf(parts(PARTS));
        assertThat(parts(PARTS)).allMatch(part -> bench.of(part).stored());
    }

    @Test
    void commits_its_parts_at_the_same_time() {
        CyclicBarrier allThere = new CyclicBarrier(PARTS);
        bench.lanesPerShard(PARTS);
        bench.open();
        bench.door(plan -> {
            meet(allThere);
            return bench.store(plan);
        });

        bench.deliver(0, 40);

        assertThat(bench.applied).hasSize(40);
    }

    @Test
    void an_idle_part_does_not_hold_back_the_checkpoint() {
        open(PARTS);

        bench.deliver(0, 1);
        bench.deliver(1, 2);
        bench.requestShutdown();

        assertThat(parts(PARTS)).anyMatch(part -> !bench.of(part).stored());
        assertThat(bench.checkpointer.notes()).containsExactly("1001");
    }

    @Test
    void shows_of_each_part_what_waits_in_it() {
        open(PARTS);
        bench.fetch(0, 40);

        List<LaneHealth> health = bench.health();

        assertThat(health)
                .allSatisfy(lane -> assertThat(lane.waiting())
                        .contains(numbered(0, 40)
                                .filter(number -> partOf(number).equals(lane.lane()))
                                .map(TestRecords.FIRST::plusSeconds)
                                .findFirst()
                                .orElseThrow()));
        bench.deliver(0, 40);
        assertThat(bench.health()).allMatch(lane -> lane.waiting().isEmpty());
    }

    private static Stream<Integer> numbered(int from, int to) {
        return IntStream.range(from, to).boxed();
    }

    @Test
    void keeps_the_stored_count_whatever_is_configured() {
        open(PARTS);
        bench.deliver(0, 10);
        bench.requestShutdown();

        open(8);
        bench.deliver(0, 20);
        bench.requestShutdown();
        open(1);
        bench.deliver(0, 30);

        assertThat(bench.applied).containsExactlyInAnyOrderElementsOf(numbers(0, 30));
        assertThat(bench.health()).hasSize(PARTS);
    }

    @Test
    void a_shard_that_was_begun_in_one_lane_stays_in_one() {
        open(1);
        bench.deliver(0, 5);
        bench.requestShutdown();

        open(PARTS);
        bench.deliver(0, 10);

        assertThat(bench.applied).containsExactlyElementsOf(numbers(0, 10));
        assertThat(bench.health()).extracting(LaneHealth::lane).containsExactly(ConsumerBench.LANE);
    }

    @Test
    void another_worker_that_was_first_decides_the_count() {
        AtomicInteger commits = new AtomicInteger();
        bench.door(plan -> {
            if (commits.incrementAndGet() == 1) {
                bench.position(Position.divided(ConsumerBench.LANE, 2, TestRecords.FIRST));
            }
            return bench.store(plan);
        });
        open(PARTS);

        bench.deliver(0, 10);

        assertThat(bench.health()).extracting(LaneHealth::lane).containsExactlyElementsOf(parts(2));
        assertThat(bench.applied).hasSize(10);
    }

    @Test
    void waits_until_the_division_can_be_stored() {
        AtomicInteger commits = new AtomicInteger();
        bench.door(plan -> commits.incrementAndGet() < 4
                ? new CommitOutcome.Unable("no permission")
                : commits.get() < 7 ? new CommitOutcome.Throttled("busy") : bench.store(plan));

        open(PARTS);
        bench.deliver(0, 10);

        assertThat(bench.applied).hasSize(10);
        assertThat(bench.health()).hasSize(PARTS);
    }

    @Test
    void a_crash_of_one_part_ends_the_others_and_the_shard_is_opened_anew() {
        open(PARTS);
        Lane broken = partOf(7);
        bench.door(plan -> {
            if (plan.to().lane().equals(broken)) {
                throw new OutOfMemoryError("for the test");
            }
            return bench.store(plan);
        });

        bench.deliver(0, 40);
        bench.deliver(40, 50);
        bench.loseLease();

        assertThat(bench.of(broken).stored()).isFalse();
        assertThat(bench.leases.dropped()).containsOnly(ConsumerBench.SHARD);
        assertThat(bench.checkpointer.notes()).allMatch(note -> note.compareTo(firstOf(broken)) < 0);
        goesOnInAnotherWorker(40);
    }

    @Test
    void a_crash_of_one_part_ends_one_that_waits() {
        open(PARTS);
        Lane broken = partOf(7);
        CountDownLatch othersHalted = new CountDownLatch(1);
        bench.whenHalted(othersHalted::countDown);
        bench.door(plan -> {
            if (plan.to().lane().equals(broken)) {
                awaitQuietly(othersHalted);
                throw new OutOfMemoryError("for the test");
            }
            return new CommitOutcome.Unable("no permission");
        });

        bench.deliver(0, 40);

        assertThat(bench.applied).isEmpty();
        assertThat(bench.leases.dropped()).containsOnly(ConsumerBench.SHARD);
        goesOnInAnotherWorker(40);
    }

    @Test
    void a_stop_in_the_middle_notes_only_what_every_part_has_applied() {
        open(PARTS);
        Lane slow = partOf(7);
        bench.whenHalted(bench::stopLanes);
        bench.door(plan -> {
            if (!plan.to().lane().equals(slow)) {
                return bench.store(plan);
            }
            await().until(() -> bench.applied.size() == 40 - itemsOf(slow, 40).size());
            return new CommitOutcome.Unable("no permission");
        });

        bench.deliver(0, 40);
        bench.deliver(40, 50);
        bench.requestShutdown();

        int first = itemsOf(slow, 40).getFirst();
        assertThat(bench.checkpointer.notes())
                .containsExactlyElementsOf(first == 0 ? List.of() : List.of(TestRecords.sequence(first - 1)));
        assertThat(bench.leases.dropped()).isEmpty();
        assertThat(bench.applied).hasSizeLessThan(40);
        goesOnInAnotherWorker(40);
    }

    @Test
    void at_the_end_of_the_shard_closes_all_parts_and_then_the_whole_before_it_notes_the_end() {
        open(PARTS);
        bench.deliver(0, 2);
        List<Boolean> closedWhenNoted = new ArrayList<>();
        List<Boolean> partsClosedBeforeTheWhole = new ArrayList<>();
        bench.door(plan -> {
            if (plan.to().lane().isWhole()) {
                partsClosedBeforeTheWhole.add(
                        parts(PARTS).stream().allMatch(part -> bench.of(part).closed()));
            }
            return bench.store(plan);
        });
        bench.checkpointer.watch(
                note -> closedWhenNoted.add(bench.of(ConsumerBench.LANE).closed()));

        bench.endShard();

        assertThat(bench.checkpointer.notes()).containsExactly("end");
        assertThat(partsClosedBeforeTheWhole).containsExactly(true);
        assertThat(closedWhenNoted).containsExactly(true);
        assertThat(bench.of(ConsumerBench.LANE).parts()).isEqualTo(PARTS);
    }

    @Test
    void an_end_that_was_interrupted_between_the_parts_is_finished_by_the_next_worker() {
        open(PARTS);
        bench.deliver(0, 10);
        AtomicInteger closings = new AtomicInteger();
        bench.door(plan -> {
            if (closings.incrementAndGet() == 3) {
                bench.stopLanes();
                return new CommitOutcome.Throttled("busy");
            }
            return bench.store(plan);
        });
        bench.endShard();
        assertThat(bench.checkpointer.notes()).isEmpty();

        bench.door(bench::store);
        bench.leases.giveBack();
        open(PARTS);
        bench.deliver(0, 10);
        bench.endShard();

        assertThat(bench.applied).containsExactlyInAnyOrderElementsOf(numbers(0, 10));
        assertThat(bench.checkpointer.notes()).containsExactly("end");
        assertThat(bench.of(ConsumerBench.LANE).closed()).isTrue();
    }

    @Test
    void a_worker_that_took_the_shard_for_undivided_commits_nothing_once_it_is_divided() {
        open(1);
        bench.position(Position.divided(ConsumerBench.LANE, PARTS, TestRecords.FIRST));
        bench.whenHalted(bench::stopLanes);

        bench.deliver(0, 10);

        assertThat(bench.applied).isEmpty();
        assertThat(bench.events).anyMatch(event -> event.contains("4 parts"));
        goesOnInAnotherWorker(10);
    }

    @Test
    void tells_of_no_gap_where_only_some_parts_have_come_as_far_as_the_lease() {
        open(PARTS);
        bench.deliver(0, 2);
        bench.requestShutdown();

        bench.lanesPerShard(PARTS);
        bench.open(new ExtendedSequenceNumber(TestRecords.sequence(1)));
        assertThat(bench.events).noneMatch(event -> event.startsWith("gap"));

        bench.requestShutdown();
        bench.open(new ExtendedSequenceNumber(TestRecords.sequence(5)));
        assertThat(bench.events).anyMatch(event -> event.contains("read to 1005") && event.contains("only to 1001"));
    }

    @RepeatedTest(20)
    void every_item_sees_the_same_sequence_as_with_one_lane(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        List<Record> records = new ArrayList<>();
        for (int number = 0; number < 200; number++) {
            records.add(TestRecords.of(number, random.nextInt(12)));
        }

        Map<ItemKey, List<String>> alone = perItem(1, records, new Random(seed));
        Map<ItemKey, List<String>> divided = perItem(2 + random.nextInt(15), records, new Random(seed));

        assertThat(divided).as("seed %d", seed).isEqualTo(alone);
        assertThat(alone.values().stream().mapToInt(List::size).sum()).isEqualTo(200);
    }

    /** Batches of any size, faults of every kind, and now and then another worker that begins at the checkpoint. */
    private static Map<ItemKey, List<String>> perItem(int lanes, List<Record> records, Random random) {
        ConsumerBench bench = new ConsumerBench();
        Map<ItemKey, List<String>> sequences = new HashMap<>();
        Random faults = new Random(random.nextLong());
        bench.door(plan -> faulty(bench, plan, faults, sequences));
        bench.lanesPerShard(lanes);
        bench.open();
        int next = 0;
        while (next < records.size()) {
            int end = Math.min(records.size(), next + 1 + random.nextInt(40));
            bench.deliver(records.subList(next, end), next - 1);
            next = end;
            if (random.nextInt(4) == 0) {
                bench.requestShutdown();
                next = bench.checkpointer.notes().isEmpty()
                        ? 0
                        : Integer.parseInt(bench.checkpointer.notes().getLast()) - 999;
                next = random.nextInt(next + 1);
                bench.feeds.forget(bench.feeds.of(ConsumerBench.SHARD));
                bench.open(
                        next == 0
                                ? ExtendedSequenceNumber.TRIM_HORIZON
                                : new ExtendedSequenceNumber(TestRecords.sequence(next - 1)));
            }
        }
        return sequences;
    }

    private static CommitOutcome faulty(
            ConsumerBench bench, CommitPlan plan, Random faults, Map<ItemKey, List<String>> sequences) {
        synchronized (faults) {
            int fault = faults.nextInt(6);
            if (fault == 0) {
                return new CommitOutcome.Contended("for the test");
            }
            CommitOutcome outcome = bench.store(plan);
            if (outcome instanceof CommitOutcome.Applied) {
                for (Change change : plan.completed()) {
                    sequences
                            .computeIfAbsent(change.key(), key -> new ArrayList<>())
                            .add(change.sequence().digits());
                }
            }
            return fault == 1 ? new CommitOutcome.Unanswered("for the test") : outcome;
        }
    }

    private void open(int lanes) {
        bench.lanesPerShard(lanes);
        bench.open();
    }

    private void goesOnInAnotherWorker(int records) {
        bench.door(bench::store);
        bench.whenHalted(() -> {});
        bench.leases.giveBack();
        open(PARTS);
        bench.deliver(0, records);

        assertThat(bench.applied).containsExactlyInAnyOrderElementsOf(numbers(0, records));
    }

    private static List<Lane> parts(int count) {
        return LanePart.all(count).stream().map(ConsumerBench.LANE::part).toList();
    }

    private static Lane partOf(int item) {
        return parts(PARTS).stream().filter(lane -> has(lane, item)).findFirst().orElseThrow();
    }

    private static boolean has(Lane lane, int item) {
        return lane.part().orElseThrow().has(ItemKey.of("id", "item-" + item), "id");
    }

    private static List<Integer> itemsOf(Lane lane, int to) {
        List<Integer> items = new ArrayList<>();
        for (int item = 0; item < to; item++) {
            if (has(lane, item)) {
                items.add(item);
            }
        }
        return items;
    }

    private static String firstOf(Lane lane) {
        return TestRecords.sequence(itemsOf(lane, 40).getFirst());
    }

    private static List<String> numbers(int from, int to) {
        List<String> numbers = new ArrayList<>();
        for (int number = from; number < to; number++) {
            numbers.add(TestRecords.sequence(number));
        }
        return numbers;
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception alone) {
            throw new IllegalStateException("the other parts did not commit meanwhile", alone);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
