package dev.afterimage.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.item.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class WorkloadsTest {
    private static final TableName LISTS = new TableName("lists");
    private static final TableName ITEMS = new TableName("items");
    private static final Duration FAILOVER = Duration.ofSeconds(10);

    private final Workloads mine = new Workloads("me", FAILOVER);

    @Test
    void takes_what_nobody_has() {
        assertThat(mine.wanted(LISTS, List.of(free("s1"), free("s2"), of("me", "s3"))))
                .containsExactly("s1", "s2");
    }

    @Test
    void takes_what_a_silent_worker_had_but_not_before_the_lease_is_over() {
        assertThat(mine.wanted(LISTS, List.of(silent("dead", "s1", Duration.ofSeconds(10)))))
                .isEmpty();
        assertThat(mine.wanted(LISTS, List.of(silent("dead", "s1", Duration.ofMillis(10_001)))))
                .containsExactly("s1");
    }

    @Test
    void leaves_alone_what_is_done_with() {
        SeenLease ended = new SeenLease("s1", Optional.empty(), true, Duration.ZERO);
        SeenLease endedOfAnother = new SeenLease("s2", Optional.of("dead"), true, Duration.ofHours(5));

        assertThat(mine.wanted(LISTS, List.of(ended, endedOfAnother))).isEmpty();
    }

    @Test
    void takes_from_the_one_with_most_until_the_difference_is_less_than_two() {
        List<SeenLease> leases = new ArrayList<>(leases("a", 5));
        leases.addAll(leases("b", 2));

        assertThat(mine.wanted(LISTS, leases)).containsExactly("a-0", "a-1");
        // Then it is a: 3, b: 2, me: 2.
    }

    @Test
    void leaves_one_more_to_the_other() {
        assertThat(mine.wanted(LISTS, leases("a", 1))).isEmpty();
        assertThat(mine.wanted(
                        LISTS,
                        Stream.concat(leases("a", 2).stream(), leases("me", 1).stream())
                                .toList()))
                .isEmpty();
    }

    @Test
    void shares_the_shards_of_all_tables_together() {
        assertThat(mine.wanted(LISTS, leases("a", 1))).isEmpty();
        assertThat(mine.wanted(ITEMS, leases("a", 1))).containsExactly("a-0");
        assertThat(mine.wanted(LISTS, leases("a", 1))).isEmpty();
    }

    @Test
    void does_not_take_from_a_table_of_which_it_has_its_share() {
        mine.wanted(ITEMS, leases("a", 4));

        List<SeenLease> even =
                Stream.concat(leases("a", 2).stream(), leases("me", 2).stream()).toList();
        assertThat(mine.wanted(LISTS, even)).isEmpty();
    }

    @Test
    void moves_only_some_at_a_time() {
        assertThat(mine.wanted(LISTS, leases("a", 500))).hasSize(10);
    }

    @Test
    void counts_what_it_takes_of_the_dead_before_it_takes_of_the_living() {
        List<SeenLease> leases = new ArrayList<>(leases("a", 3));
        leases.add(silent("dead", "d-0", Duration.ofMinutes(1)));
        leases.add(silent("dead", "d-1", Duration.ofMinutes(1)));

        assertThat(mine.wanted(LISTS, leases)).containsExactly("d-0", "d-1");
    }

    /** Whoever comes and goes: once nobody does, all shards are shared equally, and stay where they are. */
    @RepeatedTest(20)
    void workers_come_to_rest_with_equal_shares(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Map<TableName, Map<String, Optional<String>>> owners = new HashMap<>();
        for (TableName table : List.of(LISTS, ITEMS, new TableName("users"))) {
            Map<String, Optional<String>> shards = new HashMap<>();
            IntStream.range(0, 1 + random.nextInt(8)).forEach(i -> shards.put(table + "-" + i, Optional.empty()));
            owners.put(table, shards);
        }
        Map<String, Workloads> workers = new HashMap<>();
        for (int step = 0; step < 30; step++) {
            String worker = "w" + random.nextInt(5);
            if (workers.remove(worker) == null) {
                workers.put(worker, new Workloads(worker, FAILOVER));
            } else {
                owners.values()
                        .forEach(shards ->
                                shards.replaceAll((shard, owner) -> owner.filter(name -> !name.equals(worker))));
            }
            look(owners, workers, 1);
        }
        workers.putIfAbsent("last", new Workloads("last", FAILOVER));
        look(owners, workers, 10);
        Map<TableName, Map<String, Optional<String>>> atRest = copy(owners);

        look(owners, workers, 5);

        assertThat(owners).isEqualTo(atRest);
        List<Long> shares = workers.keySet().stream()
                .map(worker -> owners.values().stream()
                        .flatMap(shards -> shards.values().stream())
                        .filter(Optional.of(worker)::equals)
                        .count())
                .sorted()
                .toList();
        assertThat(shares.getLast() - shares.getFirst()).isLessThanOrEqualTo(1);
        assertThat(owners.values())
                .allSatisfy(shards -> assertThat(shards.values()).allMatch(Optional::isPresent));
    }

    private static void look(
            Map<TableName, Map<String, Optional<String>>> owners, Map<String, Workloads> workers, int times) {
        for (int i = 0; i < times; i++) {
            workers.forEach((name, worker) -> owners.forEach((table, shards) -> {
                List<SeenLease> seen = shards.entrySet().stream()
                        .map(shard -> new SeenLease(shard.getKey(), shard.getValue(), false, Duration.ZERO))
                        .toList();
                worker.wanted(table, seen).forEach(shard -> shards.put(shard, Optional.of(name)));
            }));
        }
    }

    private static Map<TableName, Map<String, Optional<String>>> copy(
            Map<TableName, Map<String, Optional<String>>> owners) {
        Map<TableName, Map<String, Optional<String>>> copy = new HashMap<>();
        owners.forEach((table, shards) -> copy.put(table, Map.copyOf(shards)));
        return copy;
    }

    private static List<SeenLease> leases(String owner, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> of(owner, owner + "-" + i))
                .toList();
    }

    private static SeenLease free(String shard) {
        return new SeenLease(shard, Optional.empty(), false, Duration.ofHours(1));
    }

    private static SeenLease of(String owner, String shard) {
        return silent(owner, shard, Duration.ZERO);
    }

    private static SeenLease silent(String owner, String shard, Duration silent) {
        return new SeenLease(shard, Optional.of(owner), false, silent);
    }
}
