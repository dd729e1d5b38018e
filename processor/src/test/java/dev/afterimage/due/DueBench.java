package dev.afterimage.due;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.InMemoryCommitter;
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
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.ManualClock;
import dev.afterimage.projection.DerivedTable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A source table of guests with a time to live, the lane that follows it, and what is told of them; all in memory. */
final class DueBench {
    static final DueRows ROWS = new DueRows(Map.of(new TableName("guests"), "ttl"));

    private static final TableName GUESTS = new TableName("guests");
    private static final Lane LANE = new Lane(GUESTS, new ShardId("shard-1"));

    final ManualClock clock = new ManualClock();
    /** A minute after the beginning. */
    final Instant second = clock.instant().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);

    final InMemoryCommitter tables =
            new InMemoryCommitter(List.of(DerivedTable.of(FeedRows.TABLE), DerivedTable.of(ExpiryRows.TABLE)));
    final Map<ItemKey, Item> source = new ConcurrentHashMap<>();
    final List<String> unreadable = new CopyOnWriteArrayList<>();
    final InMemoryShifts shifts = new InMemoryShifts();
    /** What stands between whoever tells and the tables. */
    volatile Committer door = tables;

    private long sequence;

    OnTime.Parts parts(String worker, AnnouncerListener listener) {
        return new OnTime.Parts(
                new InMemoryDueQueues(() -> tables.rows(FeedRows.TABLE.name())),
                this::read,
                transaction -> door.commit(transaction),
                tables,
                ROWS,
                new ExpiryRows(),
                shifts,
                new FailurePolicy(Duration.ofMillis(1), Duration.ofMillis(100), Duration.ofMillis(1), new Random(1)),
                listener,
                worker,
                Duration.ofSeconds(3),
                clock,
                () -> Duration.ofNanos(System.nanoTime()));
    }

    /** Looks at every queue once; answers how many items were told of. */
    int look() {
        OnTime.Parts parts = parts("w1", AnnouncerListener.NONE);
        return DueRows.queues().stream()
                .mapToInt(queue -> new Announcer(parts, queue).announce().told())
                .sum();
    }

    private Map<DueItem, Optional<Item>> read(List<DueItem> items) {
        Map<DueItem, Optional<Item>> read = new LinkedHashMap<>();
        items.stream()
                .filter(item ->
                        unreadable.stream().noneMatch(guest -> item.id().key().equals(key(guest))))
                .forEach(item ->
                        read.put(item, Optional.ofNullable(source.get(item.id().key()))));
        return read;
    }

    /** A user gives an item this time to live, and the lane applies it. */
    void set(String guest, Instant due) {
        Item now = item(guest, due);
        Item before = source.put(key(guest), now);
        commit(
                before == null
                        ? new Change.Inserted(id(guest), clock.instant(), now)
                        : new Change.Modified(id(guest), clock.instant(), before, now));
    }

    void delete(String guest) {
        Item before = Optional.ofNullable(source.remove(key(guest))).orElseThrow();
        commit(new Change.Removed(id(guest), clock.instant(), before));
    }

    /** The lane applies a change. */
    void commit(Change change) {
        Position from = tables.of(LANE);
        CommitOutcome outcome = tables.commit(
                new CommitPlan(from, from.after(change, clock.instant()), ROWS.of(change), List.of(change)));
        assertThat(outcome).isInstanceOf(CommitOutcome.Applied.class);
    }

    /** What was told, in the order in which it was recorded. */
    List<ExpiryEvent> events() {
        List<Item> rows = tables.rows(ExpiryRows.TABLE.name()).stream()
                .sorted(Comparator.comparing(
                        row -> row.string(ExpiryRows.BUCKET).orElseThrow()
                                + row.string(ExpiryRows.PLACE).orElseThrow()))
                .toList();
        List<ExpiryEvent> events = new ArrayList<>();
        new Entries(rows.iterator(), ExpiryRows.FOLDING::entryOf)
                .forEachRemaining(entry -> events.add(ExpiryRows.decode(entry)));
        return events;
    }

    /** What waits to be told. */
    List<Item> waiting() {
        return tables.rows(FeedRows.TABLE.name());
    }

    ChangeId id(String guest) {
        sequence++;
        return new ChangeId(GUESTS, key(guest), SequenceNumber.of(Long.toString(sequence)));
    }

    static ItemKey key(String guest) {
        return ItemKey.of("list_id", "L1", "user_id", guest);
    }

    static Item item(String guest, Instant due) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>(key(guest).attributes());
        attributes.put("ttl", AttributeValue.fromN(Long.toString(due.getEpochSecond())));
        return Item.of(attributes);
    }
}
