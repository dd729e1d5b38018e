package dev.afterimage.testing;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.table.TableDefinition;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happens to some source tables, written down as their streams would. It remembers each item, so a step names only
 * what the item becomes; a step that cannot happen, such as the insert of an item that is there, is an
 * {@link IllegalStateException}. Sequence numbers grow, and each change is a second after the one before. Not
 * thread-safe.
 */
public final class ChangeHistory {
    /** The time of the first change. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final BigInteger FIRST_SEQUENCE = BigInteger.TEN.pow(20);

    private final Map<TableName, Source> sources = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();

    private record Source(TableDefinition definition, Map<ItemKey, Item> items) {}

    public ChangeHistory(List<TableDefinition> sources) {
        sources.forEach(table -> this.sources.put(table.name(), new Source(table, new LinkedHashMap<>())));
    }

    public Change insert(String table, Item image) {
        ChangeId id = absent(table, image);
        return note(new Change.Inserted(id, now(), image), image);
    }

    /** As {@link #insert}, of an item that was there before the stream. */
    public Change load(String table, Item image) {
        ChangeId id = absent(table, image);
        return note(new Change.Loaded(id, now(), image), image);
    }

    /** The item of this key becomes this image. */
    public Change modify(String table, Item image) {
        ChangeId id = id(table, image);
        return note(new Change.Modified(id, now(), present(id), image), image);
    }

    /** Somebody deletes the item; of {@code key}, the key attributes count. */
    public Change remove(String table, Item key) {
        ChangeId id = id(table, key);
        return forget(new Change.Removed(id, now(), present(id)));
    }

    /** DynamoDB deletes the item because it has lapsed; of {@code key}, the key attributes count. */
    public Change expire(String table, Item key) {
        ChangeId id = id(table, key);
        Item image = present(id);
        Optional<Instant> due = source(id.table()).definition().timeToLive().flatMap(image::epochSeconds);
        return forget(new Change.Expired(id, now(), image, new Expiry(Expiry.Origin.SERVICE, due)));
    }

    /** All changes so far, in their order. */
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /** The items that a table holds now. */
    public List<Item> items(String table) {
        return List.copyOf(source(new TableName(table)).items().values());
    }

    private ChangeId id(String table, Item image) {
        TableName name = new TableName(table);
        ItemKey key = source(name).definition().key().keyOf(image);
        BigInteger number = FIRST_SEQUENCE.add(BigInteger.valueOf(changes.size()));
        return new ChangeId(name, key, new SequenceNumber(number.toString()));
    }

    private Source source(TableName table) {
        Source source = sources.get(table);
        if (source == null) {
            throw new IllegalArgumentException("there is no source table " + table + ", only " + sources.keySet());
        }
        return source;
    }

    private ChangeId absent(String table, Item image) {
        ChangeId id = id(table, image);
        if (source(id.table()).items().containsKey(id.key())) {
            throw new IllegalStateException(id.item() + " is there already");
        }
        return id;
    }

    private Item present(ChangeId id) {
        Item item = source(id.table()).items().get(id.key());
        if (item == null) {
            throw new IllegalStateException(id.item() + " is not there");
        }
        return item;
    }

    private Instant now() {
        return START.plusSeconds(changes.size());
    }

    private Change note(Change change, Item image) {
        source(change.table()).items().put(change.key(), image);
        changes.add(change);
        return change;
    }

    private Change forget(Change change) {
        source(change.table()).items().remove(change.key());
        changes.add(change);
        return change;
    }
}
