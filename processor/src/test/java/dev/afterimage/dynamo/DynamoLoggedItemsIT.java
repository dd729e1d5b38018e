package dev.afterimage.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditSamples;
import dev.afterimage.backfill.LoggedItems;
import dev.afterimage.backfill.TablePages;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.ItemText;
import dev.afterimage.seed.sample.SampleTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a repair reads beside the table: the items that the log tells of, and the last entries of each. */
class DynamoLoggedItemsIT {
    private static final int SEGMENTS = 3;

    private final EmbeddedTables tables = EmbeddedTables.open();
    private final LoggedItems logged = new DynamoLoggedItems(tables.client(), tables.client(), EmbeddedTables.NAMING);

    @BeforeEach
    void sample_tables() {
        SampleTables.create(tables.client());
    }

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void every_item_of_the_log_is_found_as_it_is_now_or_not_at_all() {
        Map<ItemKey, Optional<Item>> expected = new HashMap<>();
        for (int list = 0; list < 130; list++) {
            AuditEntry entry = AuditSamples.inserted(list + 1, "L" + list, "milk");
            write(entry, AuditSamples.modified(list + 500, "L" + list, "milk", "bread"));
            Item now = AuditSamples.item(entry.change().id(), "jam");
            expected.put(entry.change().key(), list % 3 == 0 ? Optional.empty() : Optional.of(now));
            if (list % 3 > 0) {
                tables.client()
                        .putItem(request ->
                                request.tableName(AuditSamples.TABLE.value()).item(now.attributes()));
            }
        }
        ChangeId elsewhere = new ChangeId(new TableName("lists"), ItemKey.of("id", "L1"), SequenceNumber.of("1"));
        write(AuditSamples.entry(new Change.Removed(
                elsewhere, AuditSamples.CHANGED, Item.of(elsewhere.key().attributes()))));

        Map<ItemKey, Optional<Item>> found = new HashMap<>();
        for (int segment = 0; segment < SEGMENTS; segment++) {
            found.putAll(all(segment));
        }

        assertThat(found).isEqualTo(expected);
    }

    @Test
    void the_last_entries_come_first_and_whole() {
        ChangeId id = AuditSamples.id(2, "L1");
        AuditEntry first = AuditSamples.inserted(1, "L1", "milk");
        AuditEntry largest = AuditSamples.entry(new Change.Modified(
                id, AuditSamples.CHANGED, AuditSamples.largest(id, 1), AuditSamples.largest(id, 2)));
        AuditEntry repaired = AuditSamples.repaired(2, "L1", Optional.of("bread"), Optional.of("jam"));
        List<AuditEntry> later = Stream.iterate(3, number -> number < 20, number -> number + 1)
                .map(number -> AuditSamples.modified(number, "L1", "jam", "jam"))
                .toList();
        write(first, largest, repaired);
        write(later.toArray(AuditEntry[]::new));

        List<AuditEntry> expected = new ArrayList<>(later.reversed());
        expected.addAll(List.of(repaired, largest, first));
        List<AuditEntry> found = new ArrayList<>();
        tables.auditLog()
                .newestFirst(ItemText.of(id.table(), id.key()))
                .forEachRemaining(record -> found.add(((AuditRecord.Whole) record).entry()));
        assertThat(found).isEqualTo(expected);
    }

    private Map<ItemKey, Optional<Item>> all(int segment) {
        TablePages.Part part = new TablePages.Part(AuditSamples.TABLE, segment, SEGMENTS, true);
        Map<ItemKey, Optional<Item>> found = new HashMap<>();
        Optional<ItemKey> last = Optional.empty();
        do {
            TablePages.Page page = logged.read(part, last, 50);
            page.items().forEach(item -> found.put(item.key(), item.image()));
            last = page.last();
        } while (last.isPresent());
        return found;
    }

    private void write(AuditEntry... entries) {
        Stream.of(entries).map(new AuditRows()::encode).forEach(tables::commit);
    }
}
