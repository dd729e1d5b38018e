package dev.afterimage.due;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.commit.Transaction;
import dev.afterimage.expiry.DueItem;
import dev.afterimage.expiry.DueRows;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.expiry.FeedRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.ledger.Entries;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.projection.DerivedTable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AnnouncerTest {
    private static final TableName GUESTS = new TableName("guests");
    private static final Lane LANE = new Lane(GUESTS, new ShardId("shard-1"));
    private static final DueRows ROWS = new DueRows(Map.of(GUESTS, "ttl"));

    private final ManualClock clock = new ManualClock();
    private final Instant second = clock.instant().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
    private final InMemoryCommitter tables =
            new InMemoryCommitter(List.of(DerivedTable.of(FeedRows.TABLE), DerivedTable.of(ExpiryRows.TABLE)));
    private final Map<ItemKey, Item> source = new HashMap<>();
    private final List<String> unreadable = new ArrayList<>();
    private Committer door = tables;
    private long sequence;

    @Test
    void tells_of_an_item_at_its_second_and_once() {
        set("G1", second);

        assertThat(look()).isZero();
        clock.advance(Duration.between(clock.instant(), second).minusMillis(1));
        assertThat(look()).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(look()).isOne();
        assertThat(look()).isZero();

        assertThat(events())
                .singleElement()
                .isInstanceOfSatisfying(ExpiryEvent.Due.class, event -> {
                    assertThat(event.at()).isEqualTo(second);
                    assertThat(event.image()).isEqualTo(source.get(key("G1")));
                });
        assertThat(tables.rows(FeedRows.TABLE.name())).isEmpty();
    }

    @Test
    void a_renewed_time_to_live_and_a_deletion_cancel_it() {
        set("G1", second);
        set("G2", second);
        set("G1", second.plusSeconds(60));
        delete("G2");
        clock.advance(Duration.ofSeconds(61));

        assertThat(look()).isZero();
        clock.advance(Duration.ofSeconds(60));
        assertThat(look()).isOne();
        assertThat(events()).singleElement().matches(event -> event.at().equals(second.plusSeconds(60)));
    }

    @Test
    void what_has_changed_in_the_table_but_is_not_read_from_the_stream_yet_is_not_told() {
        set("G1", second);
        set("G2", second);
        source.put(key("G1"), item("G1", second.plusSeconds(3_600)));
        source.remove(key("G2"));
        clock.advance(Duration.ofSeconds(61));

        assertThat(look()).isZero();

        assertThat(events()).isEmpty();
        assertThat(tables.rows(FeedRows.TABLE.name())).isEmpty();
    }

    @Test
    void what_is_due_already_when_it_is_first_seen_is_told_at_once() {
        set("G1", clock.instant().minusSeconds(86_400));

        assertThat(look()).isOne();
    }

    @Test
    void a_change_that_leaves_the_time_to_live_alone_does_not_have_it_told_again() {
        set("G1", second);
        clock.advance(Duration.ofSeconds(61));
        look();
        Item before = Optional.ofNullable(source.get(key("G1"))).orElseThrow();
        Item after = before.with("note", AttributeValue.fromS("still here"));
        commit(new Change.Modified(id("G1"), clock.instant(), before, after));

        assertThat(look()).isZero();
        assertThat(events()).hasSize(1);
    }

    @Test
    void after_an_interruption_tells_all_that_has_become_due_meanwhile() {
        for (int i = 0; i < 300; i++) {
            set("G" + i, second.plusSeconds(i));
        }
        clock.advance(Duration.ofHours(6));

        int told = 0;
        int looks = 0;
        while (told < 300) {
            told += look();
            looks++;
        }

        assertThat(looks).isLessThan(5);
        assertThat(events()).hasSize(300);
    }

    @Test
    void large_items_are_told_of_in_several_transactions() {
        for (int i = 0; i < 60; i++) {
            byte[] bytes = new byte[300_000];
            new Random(i).nextBytes(bytes);
            Item large = item("G" + i, second).with("bytes", AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
            source.put(key("G" + i), large);
            commit(new Change.Inserted(id("G" + i), clock.instant(), large));
        }
        clock.advance(Duration.ofSeconds(61));

        int told = 0;
        for (int looks = 0; looks < 60 && told < 60; looks++) {
            told += look();
        }

        assertThat(told).isEqualTo(60);
        assertThat(events()).hasSize(60);
    }

    @Test
    void two_workers_and_lost_answers_tell_of_each_item_once() {
        Random random = new Random(3);
        door = transaction -> {
            if (random.nextInt(4) == 0) {
                tables.commit(transaction);
                return new CommitOutcome.Unanswered("lost");
            }
            return random.nextInt(4) == 0 ? new CommitOutcome.Throttled("busy") : tables.commit(transaction);
        };
        for (int i = 0; i < 200; i++) {
            set("G" + i, second);
        }
        clock.advance(Duration.ofSeconds(61));
        while (!tables.rows(FeedRows.TABLE.name()).isEmpty()) {
            tryToLook();
        }

        assertThat(events()).extracting(event -> event.id().key()).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void another_that_was_quicker_makes_the_slower_look_again() {
        set("G1", second);
        clock.advance(Duration.ofSeconds(61));
        door = transaction -> {
            door = tables;
            look();
            return tables.commit(transaction);
        };

        look();

        assertThat(events()).hasSize(1);
    }

    @Test
    void what_cannot_be_read_waits_and_what_cannot_be_committed_fails_loudly() {
        set("G1", second);
        clock.advance(Duration.ofSeconds(61));
        unreadable.add("G1");
        assertThatThrownBy(this::look).hasMessageContaining("none can be read");
        unreadable.clear();
        door = transaction -> new CommitOutcome.Unable("no such table");
        assertThatThrownBy(this::look).hasMessageContaining("no such table");
        door = tables;

        assertThat(look()).isOne();
    }

    private void tryToLook() {
        try {
            look();
        } catch (DueFailure failed) {
            assertThat(failed.getMessage()).isIn("lost", "busy");
        }
    }

    /** Looks at every queue once; answers how many items were told of. */
    private int look() {
        Announcer.Parts parts = new Announcer.Parts(
                new InMemoryDueQueues(() -> tables.rows(FeedRows.TABLE.name())),
                this::read,
                this::commitStored,
                tables,
                ROWS,
                new ExpiryRows(),
                clock);
        return DueRows.queues().stream()
                .mapToInt(queue -> new Announcer(parts, queue).announce().told())
                .sum();
    }

    private CommitOutcome commitStored(Transaction transaction) {
        return door.commit(transaction);
    }

    private Map<DueItem, Optional<Item>> read(List<DueItem> items) {
        Map<DueItem, Optional<Item>> read = new LinkedHashMap<>();
        items.stream()
                .filter(item -> unreadable.stream().noneMatch(guest -> item.id().key().equals(key(guest))))
                .forEach(item -> read.put(item, Optional.ofNullable(source.get(item.id().key()))));
        return read;
    }

    /** A user gives an item this time to live, and the lane applies it. */
    private void set(String guest, Instant due) {
        Item now = item(guest, due);
        Item before = source.put(key(guest), now);
        commit(
                before == null
                        ? new Change.Inserted(id(guest), clock.instant(), now)
                        : new Change.Modified(id(guest), clock.instant(), before, now));
    }

    private void delete(String guest) {
        Item before = Optional.ofNullable(source.remove(key(guest))).orElseThrow();
        commit(new Change.Removed(id(guest), clock.instant(), before));
    }

    private void commit(Change change) {
        Position from = tables.of(LANE);
        CommitOutcome outcome = tables.commit(
                new CommitPlan(from, from.after(change, clock.instant()), ROWS.of(change), List.of(change)));
        assertThat(outcome).isInstanceOf(CommitOutcome.Applied.class);
    }

    private List<ExpiryEvent> events() {
        List<Item> rows = tables.rows(ExpiryRows.TABLE.name()).stream()
                .sorted(Comparator.comparing(row -> row.string(ExpiryRows.BUCKET).orElseThrow()
                        + row.string(ExpiryRows.PLACE).orElseThrow()))
                .toList();
        List<ExpiryEvent> events = new ArrayList<>();
        new Entries(rows.iterator(), ExpiryRows.FOLDING::entryOf)
                .forEachRemaining(entry -> events.add(ExpiryRows.decode(entry)));
        return events;
    }

    private ChangeId id(String guest) {
        sequence++;
        return new ChangeId(GUESTS, key(guest), SequenceNumber.of(Long.toString(sequence)));
    }

    private static ItemKey key(String guest) {
        return ItemKey.of("list_id", "L1", "user_id", guest);
    }

    private static Item item(String guest, Instant due) {
        Map<String, AttributeValue> attributes = new HashMap<>(key(guest).attributes());
        attributes.put("ttl", AttributeValue.fromN(Long.toString(due.getEpochSecond())));
        return Item.of(attributes);
    }
}
