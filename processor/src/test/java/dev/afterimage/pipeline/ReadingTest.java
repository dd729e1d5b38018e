package dev.afterimage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.Committer;
import dev.afterimage.item.Item;
import dev.afterimage.projection.Projection;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableFile;
import dev.afterimage.testing.ChangeHistory;
import dev.afterimage.testing.ProjectionTester;
import dev.afterimage.todo.TodoProjections;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The lists of users, whose guests' rows show titles that come from another table, so in another lane. */
final class ReadingTest {
    private static final List<Projection> USER_LISTS = TodoProjections.all().stream()
            .filter(projection -> projection.name().value().equals("user_lists"))
            .toList();
    private static final int MANY = 150;

    private final ReadingWorld world = new ReadingWorld(USER_LISTS);
    private final ChangeHistory history = new ChangeHistory(sources());

    @Test
    void a_row_that_was_written_since_it_was_read_is_read_again() {
        Change list = history.insert("lists", list("L1", "Cake"));
        Change guest = history.insert("guests", guest("L1", "U2"));
        Committer meanwhile = world.meanwhile(() -> world.apply("lists", List.of(list)));

        applyAll("guests", meanwhile, List.of(guest));

        assertThat(world.stale).hasValue(1);
        assertThat(titles()).containsExactlyInAnyOrder("owner#L1 Cake", "guest#L1 Cake");
    }

    @Test
    void a_row_that_has_come_into_a_range_since_it_was_read_is_seen() {
        Change list = history.insert("lists", list("L1", "Cake"));
        Change guest = history.insert("guests", guest("L1", "U2"));
        Committer meanwhile = world.meanwhile(() -> world.apply("guests", List.of(guest)));

        applyAll("lists", meanwhile, List.of(list));

        assertThat(world.stale).hasValue(1);
        assertThat(titles()).containsExactlyInAnyOrder("owner#L1 Cake", "guest#L1 Cake");
    }

    @Test
    void a_row_that_has_left_a_range_since_it_was_read_stays_away() {
        Change guest = history.insert("guests", guest("L1", "U2"));
        Change gone = history.remove("guests", guest("L1", "U2"));
        Change list = history.insert("lists", list("L1", "Cake"));
        world.apply("guests", List.of(guest));
        Committer meanwhile = world.meanwhile(() -> world.apply("guests", List.of(guest, gone)));

        applyAll("lists", meanwhile, List.of(list));

        assertThat(titles()).containsExactly("owner#L1 Cake");
    }

    @Test
    void changes_of_one_transaction_see_what_those_before_them_write() {
        world.apply("guests", List.of(history.insert("guests", guest("L1", "U2"))));
        List<Change> edits = new ArrayList<>(List.of(history.insert("lists", list("L1", "Cake"))));
        for (int edit = 0; edit < 10; edit++) {
            edits.add(history.modify("lists", list("L1", "Cake " + edit)));
        }
        int before = world.commits.get();

        world.apply("lists", edits);

        assertThat(world.commits.get() - before).isEqualTo(1);
        assertThat(titles()).containsExactlyInAnyOrder("owner#L1 Cake 9", "guest#L1 Cake 9");
    }

    @Test
    void what_does_not_fit_into_one_transaction_is_written_in_several() {
        guestsOf("L1", MANY);

        world.apply("lists", List.of(history.insert("lists", list("L1", "Cake"))));

        assertThat(titles()).hasSize(MANY + 1).allMatch(row -> row.endsWith("Cake"));
        assertThat(world.position("lists").split()).isEmpty();
        assertThat(world.position("lists").applied()).isEqualTo(1);
    }

    @Test
    void who_goes_on_in_the_middle_asks_what_is_left() {
        List<Change> guests = guestsOf("L1", MANY);
        Change list = history.insert("lists", list("L1", "Cake"));
        for (int commits = 1; commits < 5; commits++) {
            crashAfter(commits, list);
        }
        guests.add(history.remove("guests", guest("L1", "U1")));
        guests.add(history.insert("guests", guest("L1", "U999")));
        world.apply("guests", guests);

        world.apply("lists", List.of(list));

        assertThat(titles()).hasSize(MANY + 1).allMatch(row -> row.endsWith("Cake"));
        assertThat(world.position("lists").applied()).isEqualTo(1);
    }

    @Test
    void lanes_that_run_at_the_same_time_end_as_if_one_change_came_after_the_other() {
        for (int seed = 0; seed < 40; seed++) {
            ReadingWorld raced = new ReadingWorld(USER_LISTS);
            ChangeHistory random = random(seed);
            List<CompletableFuture<Void>> lanes = List.of("lists", "guests").stream()
                    .map(table -> CompletableFuture.runAsync(() -> raced.apply(table, of(table, random.changes()))))
                    .toList();

            lanes.forEach(CompletableFuture::join);

            ProjectionTester tester = new ProjectionTester(USER_LISTS);
            assertThat(raced.shown("user_lists"))
                    .as("seed %d", seed)
                    .isEqualTo(new HashSet<>(tester.tablesAfter(random.changes())
                            .shownRows(USER_LISTS.getFirst().tables().getFirst().name())));
        }
    }

    /** A worker that ends after so many commits. */
    private void crashAfter(int commits, Change change) {
        StopSwitch stop = new StopSwitch();
        AtomicInteger done = new AtomicInteger();
        Committer crashing = transaction -> {
            CommitOutcome outcome = world.commit(transaction);
            if (done.incrementAndGet() == commits) {
                stop.raise();
            }
            return outcome;
        };
        ChangePipeline pipeline = world.pipeline("lists", crashing, stop);
        pipeline.open();
        pipeline.apply(List.of(change));
    }

    private void applyAll(String table, Committer committer, List<Change> changes) {
        ChangePipeline pipeline = world.pipeline(table, committer, new StopSwitch());
        assertThat(pipeline.open() && pipeline.apply(changes)).isTrue();
    }

    private List<Change> guestsOf(String list, int guests) {
        List<Change> changes = new ArrayList<>();
        IntStream.range(0, guests).forEach(user -> changes.add(history.insert("guests", guest(list, "U" + user))));
        world.apply("guests", changes);
        return changes;
    }

    private static ChangeHistory random(int seed) {
        Random random = new Random(seed);
        ChangeHistory history = new ChangeHistory(sources());
        for (int step = 0; step < 60; step++) {
            String list = "L" + random.nextInt(2);
            if (random.nextBoolean()) {
                step(history, "lists", list(list, "T" + step), Map.of("id", list), random);
            } else {
                String user = "U" + random.nextInt(4);
                step(history, "guests", guest(list, user), Map.of("list_id", list, "user_id", user), random);
            }
        }
        return history;
    }

    private static void step(ChangeHistory history, String table, Item item, Map<String, String> key, Random random) {
        boolean there = history.items(table).stream()
                .anyMatch(other -> key.entrySet().stream()
                        .allMatch(part -> other.string(part.getKey())
                                .filter(part.getValue()::equals)
                                .isPresent()));
        if (!there) {
            history.insert(table, item);
        } else if (random.nextInt(3) == 0) {
            history.items(table).stream()
                    .filter(other -> key.entrySet().stream()
                            .allMatch(part -> other.string(part.getKey())
                                    .filter(part.getValue()::equals)
                                    .isPresent()))
                    .findFirst()
                    .ifPresent(other -> history.remove(table, other));
        } else if (table.equals("lists")) {
            history.modify(table, item);
        }
    }

    private static List<Change> of(String table, List<Change> changes) {
        return changes.stream()
                .filter(change -> change.table().value().equals(table))
                .toList();
    }

    private List<String> titles() {
        return world.shown("user_lists").stream()
                .map(row -> row.string("role_list").orElseThrow() + " "
                        + row.string("title").orElse("-"))
                .toList();
    }

    private static Item list(String id, String title) {
        return Item.of(Map.of(
                "id",
                AttributeValue.fromS(id),
                "user_id",
                AttributeValue.fromS("U0"),
                "title",
                AttributeValue.fromS(title)));
    }

    private static Item guest(String list, String user) {
        return Item.of(Map.of("list_id", AttributeValue.fromS(list), "user_id", AttributeValue.fromS(user)));
    }

    private static List<TableDefinition> sources() {
        return TableFile.afterimage().sources();
    }
}
