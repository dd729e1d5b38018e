package dev.afterimage.commit;

import static dev.afterimage.commit.TestChanges.inserted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowLinksTest {
    private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789Z");
    private static final String ROWS = "rows";
    private static final String EVENTS = "events";
    private static final String LINKS = "links";

    private final Position start = Position.start(new Lane(TestChanges.TABLE, new ShardId("shardId-1")));

    @Test
    void what_goes_with_a_row_is_in_its_transaction_once_and_within_the_limits() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<ProjectedChange> changes = changes(random);
            int actions = CommitLimits.FEWEST_ACTIONS + random.nextInt(9);

            List<String> linked = new ArrayList<>();
            for (CommitPlan plan : plans(changes, actions)) {
                assertThat(plan.guarded().size() + plan.writes().size())
                        .as("seed %s", seed)
                        .isLessThanOrEqualTo(actions);
                List<String> links = idsOf(plan, LINKS);
                assertThat(links.stream().map(link -> link.split("@", 2)[0]).distinct())
                        .as("seed %s", seed)
                        .containsExactlyInAnyOrderElementsOf(idsOf(plan, ROWS));
                linked.addAll(links);
            }

            assertThat(linked).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(expected(changes));
        }
    }

    @Test
    void they_may_be_switched_on_or_off_in_the_middle_of_a_change() {
        List<ProjectedChange> without = List.of(change(1, 9, RowLinks.NONE));
        List<ProjectedChange> with = List.of(change(1, 9, links(1)));
        CommitPlanner planner = new CommitPlanner(new CommitLimits(5, 100_000, 5));

        Position half = planner.plan(start, without, AT).getFirst().to();
        List<CommitPlan> rest = planner.plan(half, with, AT);

        assertThat(half.writesApplied(inserted(1))).isEqualTo(4);
        assertThat(rest.stream().flatMap(plan -> idsOf(plan, ROWS).stream()))
                .containsExactly("row-3", "row-4", "row-5", "row-6", "row-7", "row-8");
        assertThat(rest.getLast().to().covers(inserted(1).sequence())).isTrue();
    }

    /** One after the other, as a worker plans that starts anew after each. */
    private List<CommitPlan> plans(List<ProjectedChange> changes, int actions) {
        CommitPlanner planner = new CommitPlanner(new CommitLimits(actions, 100_000, 5));
        List<CommitPlan> plans = new ArrayList<>();
        Position position = start;
        while (!position.covers(changes.getLast().change().sequence())) {
            Position from = position;
            List<ProjectedChange> left = changes.stream()
                    .filter(change -> !from.covers(change.change().sequence()))
                    .toList();
            plans.add(planner.plan(from, left, AT).getFirst());
            position = plans.getLast().to();
        }
        return plans;
    }

    private static List<ProjectedChange> changes(Random random) {
        return IntStream.rangeClosed(1, 1 + random.nextInt(12))
                .mapToObj(sequence -> change(sequence, random.nextInt(12), links(sequence)))
                .toList();
    }

    private static ProjectedChange change(long sequence, int rows, RowLinks links) {
        List<Write> writes = IntStream.range(0, rows)
                .<Write>mapToObj(row -> Write.update(key(ROWS, "row-" + row)).add("n", 1))
                .toList();
        return new ProjectedChange(
                inserted(sequence),
                List.of(
                        new Slot(Optional.empty(), List.of(Write.put(key(EVENTS, "event-" + sequence), Map.of()))),
                        new Slot(Optional.of(new ProjectionName("one")), writes.subList(0, rows / 2)),
                        new Slot(Optional.of(new ProjectionName("two")), writes.subList(rows / 2, rows))),
                List.of(),
                links);
    }

    private static RowLinks links(long sequence) {
        return write -> List.of(Write.put(key(LINKS, id(write.row()) + "@" + sequence), Map.of()));
    }

    private static List<String> expected(List<ProjectedChange> changes) {
        return changes.stream()
                .flatMap(change -> change.writes().stream()
                        .skip(change.events())
                        .map(write -> id(write.row()) + "@" + change.change().sequence()))
                .toList();
    }

    private static List<String> idsOf(CommitPlan plan, String table) {
        return plan.writes().stream()
                .map(Write::row)
                .filter(row -> row.table().value().equals(table))
                .map(RowLinksTest::id)
                .toList();
    }

    private static RowKey key(String table, String id) {
        return new RowKey(new TableName(table), ItemKey.of("id", id));
    }

    private static String id(RowKey row) {
        return Item.of(row.key().attributes()).string("id").orElseThrow();
    }
}
