package dev.afterimage.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.ItemSize;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.projection.Write;
import dev.afterimage.testing.EveryType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AuditRowsTest {
    private final AuditRows layout = new AuditRows();

    static List<AuditEntry> entries() {
        return List.of(
                AuditSamples.inserted(1, "L1", "milk"),
                AuditSamples.modified(2, "L1", "milk", "bread"),
                AuditSamples.removed(3, "L1", "bread"),
                AuditSamples.expired(4, "L1", "bread"),
                AuditSamples.loaded(5, "L1", "bread"),
                AuditSamples.repaired(6, "L1", Optional.empty(), Optional.of("bread")),
                AuditSamples.repaired(7, "L1", Optional.of("bread"), Optional.of("milk")),
                AuditSamples.repaired(8, "L1", Optional.of("milk"), Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void reads_what_it_wrote(AuditEntry entry) {
        assertThat(decoded(entry)).isEqualTo(entry);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void a_usual_entry_is_one_row_and_costs_one_write_unit(AuditEntry entry) {
        List<Write> writes = layout.encode(entry);

        assertThat(writes).hasSize(1);
        assertThat(writes.getFirst().size()).isLessThan(1024);
    }

    @Test
    void a_small_entry_can_be_read_without_a_program() {
        Item row = row(AuditSamples.modified(2, "L1", "milk", "bread"));

        assertThat(row.string("item")).contains("items#datetime=D1&list_id=L1");
        assertThat(row.string("sequence")).contains("0".repeat(39) + "2");
        assertThat(row.string("operation")).contains("MODIFY");
        assertThat(row.string("changed_at")).contains("2026-03-04T05:06:09.000Z");
        assertThat(row.string("recorded_at")).contains("2026-03-04T05:06:08.901Z");
        assertThat(row.string("actor")).contains("u1");
        assertThat(row.get("changed")).contains(AttributeValue.fromSs(List.of("description")));
        assertThat(row.get("rows"))
                .contains(AttributeValue.fromL(List.of(AttributeValue.fromS("list_summary/id=L/1%262"))));
        assertThat(row.get("old").orElseThrow().m()).containsEntry("description", AttributeValue.fromS("milk"));
        assertThat(row.get("new").orElseThrow().m()).containsEntry("description", AttributeValue.fromS("bread"));
        assertThat(row.has("expires_at")).isFalse();
    }

    @Test
    void an_expiry_says_how_it_was_told_and_when_it_was_due() {
        Item row = row(AuditSamples.expired(4, "L1", "bread"));

        assertThat(row.string("operation")).contains("EXPIRE");
        assertThat(row.string("expiry")).contains("SERVICE");
        assertThat(row.string("due")).contains("2026-03-04T05:05:07Z");
    }

    @Test
    void what_a_repair_wrote_stands_between_two_changes_and_says_so() {
        Item row = row(AuditSamples.repaired(7, "L1", Optional.of("bread"), Optional.of("milk")));

        assertThat(row.string("operation")).contains("REPAIR");
        assertThat(row.string("sequence")).contains("0".repeat(39) + "7.0001");
        assertThat(row.get("changed")).contains(AttributeValue.fromSs(List.of("description")));
    }

    @Test
    void keeps_all_types_plain_and_packed() {
        ChangeId id = AuditSamples.id(1, "L1");
        Map<String, AttributeValue> large = new TreeMap<>(EveryType.attributes());
        large.put("padding", AttributeValue.fromS("x".repeat(20_000)));
        AuditEntry plain = AuditSamples.entry(
                new Change.Inserted(id, AuditSamples.CHANGED, AuditSamples.item(id, EveryType.attributes())));
        AuditEntry packed =
                AuditSamples.entry(new Change.Inserted(id, AuditSamples.CHANGED, AuditSamples.item(id, large)));

        assertThat(decoded(plain)).isEqualTo(plain);
        assertThat(decoded(packed)).isEqualTo(packed);
        assertThat(row(packed).has("new")).isFalse();
    }

    @Test
    void a_large_entry_is_packed_into_one_row() {
        AuditEntry entry = AuditSamples.modified(2, "L1", "milk ".repeat(80_000), "bread ".repeat(66_000));

        List<Write> writes = layout.encode(entry);

        assertThat(writes).hasSize(1);
        assertThat(writes.getFirst().size()).isLessThan(10_000);
        assertThat(decoded(entry)).isEqualTo(entry);
        assertThat(row(entry).string("operation")).contains("MODIFY");
    }

    @Test
    void what_no_packing_makes_small_is_kept_whole_over_several_rows() {
        AuditEntry entry = largestChange();

        List<Write> writes = layout.encode(entry);

        assertThat(writes)
                .hasSize(3)
                .allSatisfy(write -> assertThat(write.size()).isLessThan(ItemSize.LIMIT));
        assertThat(AuditSamples.rows(writes))
                .extracting(row -> row.string("sequence").orElseThrow())
                .containsExactly("0".repeat(39) + "7", "0".repeat(39) + "7#001", "0".repeat(39) + "7#002");
        assertThat(AuditRows.decode(AuditSamples.rows(writes).reversed())).isEqualTo(entry);
    }

    @Test
    void the_same_entry_gives_the_same_rows_again() {
        assertThat(layout.encode(largestChange())).isEqualTo(layout.encode(largestChange()));
    }

    @Test
    void names_the_part_that_is_missing() {
        List<Item> rows = AuditSamples.rows(layout.encode(largestChange()));

        assertDamaged(List.of(rows.get(0), rows.get(1)), "part 2 of 2 is missing");
        assertDamaged(List.of(rows.get(0), rows.get(2)), "part 1 of 2 is missing");
        assertDamaged(List.of(rows.get(1), rows.get(2)), "its first row is missing");
    }

    @Test
    void sees_an_altered_byte_of_a_packed_entry() {
        List<Item> rows = new ArrayList<>(AuditSamples.rows(layout.encode(largestChange())));
        byte[] bytes = rows.get(1).binary("packed").orElseThrow().asByteArray();
        bytes[12_345] ^= 1;
        rows.set(1, rows.get(1).with("packed", AttributeValue.fromB(SdkBytes.fromByteArray(bytes))));

        assertDamaged(rows, "its packed attributes cannot be read");
    }

    @Test
    void sees_that_attributes_are_missing_or_make_no_sense() {
        Item row = row(AuditSamples.expired(4, "L1", "bread"));

        assertDamaged(List.of(row.without("old")), "its 'old' is missing");
        assertDamaged(List.of(row.without("table")), "its 'table' is missing");
        assertDamaged(List.of(row.with("operation", AttributeValue.fromS("DROP"))), "its 'operation' makes no sense");
        assertDamaged(List.of(row.with("changed_at", AttributeValue.fromS("now"))), "its 'changed_at' makes no sense");
        assertDamaged(List.of(row.with("key", AttributeValue.fromM(Map.of()))), "its 'key' makes no sense");
        assertDamaged(
                List.of(row.with("table", AttributeValue.fromS("lists"))),
                "its 'table' and 'key' are those of another item");
        assertDamaged(
                List.of(row.with("rows", AttributeValue.fromL(List.of(AttributeValue.fromS("nonsense"))))),
                "its row 'nonsense' makes no sense");
    }

    @Test
    void every_row_of_an_entry_lapses_after_the_retention() {
        AuditRows kept = new AuditRows(Optional.of(Duration.ofDays(30)));

        assertThat(AuditSamples.rows(kept.encode(largestChange())))
                .hasSize(3)
                .extracting(row -> row.epochSeconds("expires_at").orElseThrow())
                .containsOnly(AuditSamples.RECORDED.plus(Duration.ofDays(30)).minusMillis(901));
    }

    @Test
    void an_item_with_a_very_long_key_has_an_entry() {
        ItemKey key = ItemKey.of("id", "ü".repeat(1_000), "place", "=".repeat(1_000));
        ChangeId id = new ChangeId(new TableName("things"), key, SequenceNumber.of("1"));
        AuditEntry entry =
                AuditSamples.entry(new Change.Inserted(id, AuditSamples.CHANGED, AuditSamples.item(id, "long")));

        assertThat(decoded(entry)).isEqualTo(entry);
        assertThat(row(entry).string("item").orElseThrow())
                .startsWith("things#id=üüü")
                .matches(".*##[0-9a-f]{64}");
    }

    @Test
    void the_index_holds_no_more_than_a_listing_shows_however_large_the_change() {
        Map<String, AttributeValue> many = new TreeMap<>();
        for (int i = 0; i < 2_000; i++) {
            many.put("attribute_%04d".formatted(i), AttributeValue.fromN("1"));
        }
        ChangeId id = AuditSamples.id(1, "L1");
        Change change = new Change.Inserted(id, AuditSamples.CHANGED, AuditSamples.item(id, many));
        AuditEntry entry =
                new AuditEntry(change, AuditSamples.RECORDED, Optional.of("somebody ".repeat(1_000)), List.of());

        AuditSummary summary = AuditRows.decodeSummary(row(entry));

        assertThat(summary.id()).isEqualTo(id);
        assertThat(summary.changed().names()).hasSize(28).contains("attribute_0000");
        assertThat(summary.changed().more()).isEqualTo(2_002 - 28);
        assertThat(summary.actor().orElseThrow()).hasSize(256).endsWith("…");
    }

    private AuditEntry largestChange() {
        ChangeId id = AuditSamples.id(7, "L1");
        return AuditSamples.entry(new Change.Modified(
                id, AuditSamples.CHANGED, AuditSamples.largest(id, 1), AuditSamples.largest(id, 2)));
    }

    private Item row(AuditEntry entry) {
        return AuditSamples.rows(layout.encode(entry)).getFirst();
    }

    private AuditEntry decoded(AuditEntry entry) {
        return AuditRows.decode(AuditSamples.rows(layout.encode(entry)));
    }

    private static void assertDamaged(List<Item> rows, String reason) {
        assertThatThrownBy(() -> AuditRows.decode(rows))
                .isInstanceOf(DamagedException.class)
                .hasMessageStartingWith(reason);
    }
}
