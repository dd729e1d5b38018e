package dev.afterimage.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.NoteRows;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.Guard;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.ItemRules;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.PositionRows;
import dev.afterimage.lane.ShardId;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.projection.Writes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What stands in the program's own tables, where somebody else has written to them. */
class RowFuzzTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final ParkedItem PARKED =
            new ParkedItem(new ProjectionName("list_summary"), new TableName("lists"), ItemKey.of("id", "L1"));
    private static final ChangeId ID =
            new ChangeId(new TableName("lists"), ItemKey.of("id", "L1"), new SequenceNumber("100000000000000000016"));

    @Test
    void wild_rows_of_the_audit_log_are_an_entry_or_damaged() {
        Fuzz.inputs("rows of the audit log", 2_000, chaos -> damaged(chaos, audit(chaos)), rows -> {
            if (!rows.isEmpty()) {
                assertThat(AuditRecord.of(rows)).isNotNull();
                answersOrDamaged(() -> AuditRows.decodeSummary(rows.getFirst()));
            }
        });
    }

    @Test
    void wild_rows_of_expirations_are_an_event_or_damaged() {
        Fuzz.inputs(
                "rows of expirations",
                1_500,
                chaos -> damaged(chaos, expiry(chaos)),
                rows -> answersOrDamaged(() -> ExpiryRows.decode(rows)));
    }

    @Test
    void wild_rows_of_parked_changes_are_a_change_or_damaged_and_can_be_taken_away() {
        Fuzz.inputs("rows of parked changes", 1_500, chaos -> inQueue(damaged(chaos, parked(chaos))), rows -> {
            if (!rows.isEmpty()) {
                switch (ParkedRows.read(PARKED, rows)) {
                    case ParkedRecord.Whole whole -> assertThat(whole.item()).isEqualTo(PARKED);
                    case ParkedRecord.Damaged damaged -> {
                        assertThat(damaged.reason()).isNotBlank();
                        assertThat(damaged.id().item()).isEqualTo(ID.item());
                        assertThat(ParkedRows.removeOthers(damaged)).hasSize(rows.size() - 1);
                        Guard guard = ParkedRows.remove(damaged).guard();
                        assertThat(guard.holds(Optional.of(rows.getFirst()))).isTrue();
                        assertThat(guard.holds(Optional.empty())).isFalse();
                    }
                }
            }
        });
    }

    @Test
    void a_wild_marker_is_a_marker_or_damaged() {
        Fuzz.inputs(
                "markers of parked items",
                2_000,
                chaos -> inQueue(List.of(damaged(chaos, marker()))).getFirst(),
                row -> answersOrDamaged(() -> ParkedRows.marker(row)));
    }

    @Test
    void wild_rows_of_notes_are_a_note_or_damaged() {
        Fuzz.inputs(
                "rows of notes",
                1_500,
                chaos -> damaged(chaos, note(chaos)),
                rows -> answersOrDamaged(() -> NoteRows.decode(rows)));
    }

    @Test
    void a_wild_row_of_positions_is_a_position_or_refused() {
        Fuzz.inputs("rows of positions", 6_000, chaos -> damaged(chaos, position(chaos)), row -> {
            try {
                Position position = PositionRows.decode(row);
                assertThat(PositionRows.decode(PositionRows.encode(position))).isEqualTo(position);
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        });
    }

    @Test
    void what_unpacks_to_far_more_than_an_entry_is_damaged_and_not_unpacked() throws IOException {
        AuditEntry entry = new AuditEntry(
                new Change.Inserted(ID, AT, Item.of(Map.of("big", AttributeValue.fromS("x".repeat(100_000))))),
                AT,
                Optional.empty(),
                List.of());
        Item row = items(new AuditRows().encode(entry)).getFirst();
        byte[] bomb = zeros(1 << 27);
        assertThat(bomb.length).isLessThan(1 << 18);

        assertThatThrownBy(() -> AuditRows.decode(
                        List.of(row.with("packed", AttributeValue.fromB(SdkBytes.fromByteArray(bomb))))))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("larger than");
    }

    private static byte[] zeros(int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] some = new byte[1 << 20];
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            for (int written = 0; written < count; written += some.length) {
                gzip.write(some);
            }
        }
        return bytes.toByteArray();
    }

    private static void answersOrDamaged(Runnable reading) {
        try {
            reading.run();
        } catch (DamagedException damaged) {
            assertThat(damaged.getMessage()).isNotBlank();
        }
    }

    private static Change change(Chaos chaos) {
        Item before = image(chaos);
        Item after = image(chaos);
        return switch (chaos.below(4)) {
            case 0 -> new Change.Inserted(ID, AT, after);
            case 1 -> new Change.Modified(ID, AT, before, after);
            case 2 -> new Change.Removed(ID, AT, before);
            default ->
                new Change.Expired(ID, AT, before, new Expiry(Expiry.Origin.SERVICE, Optional.of(AT.minusSeconds(9))));
        };
    }

    private static List<Item> parked(Chaos chaos) {
        ParkedChange parked = new ParkedChange(PARKED.projection(), change(chaos), AT, "it fails", 3, 0, 1);
        return items(ParkedRows.entry(chaos.once(2) ? parked : parked.failed("again", AT)));
    }

    private static Item marker() {
        Change change = new Change.Removed(ID, AT, Item.of(ID.key(), Map.of()));
        return Writes.apply(
                        ParkedRows.mark(PARKED, change, "it fails", Optional.empty(), AT)
                                .write(),
                        Optional.empty())
                .orElseThrow();
    }

    private static List<Item> note(Chaos chaos) {
        AuditNote.Action action = chaos.oneOf(List.of(AuditNote.Action.values()));
        RowKey row = new RowKey(new TableName("list_summary"), ItemKey.of("list_id", "L1"));
        return items(new AuditRows()
                .encode(new AuditNote(
                        ID, AT, action, PARKED.projection(), Optional.of("ann"), Optional.of("why"), List.of(row))));
    }

    /** No row is without its key. */
    private static List<Item> inQueue(List<Item> rows) {
        return rows.stream()
                .map(row -> keyed(keyed(row, ParkedRows.QUEUE), ParkedRows.PLACE))
                .toList();
    }

    private static Item keyed(Item row, String name) {
        return row.string(name).isPresent() ? row : row.with(name, AttributeValue.fromS("wild"));
    }

    private static List<Item> audit(Chaos chaos) {
        Change change = change(chaos);
        RowKey row = new RowKey(new TableName("list_summary"), ItemKey.of("list_id", "L1"));
        return items(new AuditRows().encode(new AuditEntry(change, AT, Optional.of("somebody"), List.of(row))));
    }

    private static List<Item> expiry(Chaos chaos) {
        Expiry expiry = new Expiry(Expiry.Origin.REPLICATED, Optional.of(AT.minusSeconds(9)));
        return items(new ExpiryRows().encode(new ExpiryEvent.Deleted(ID, image(chaos), expiry, AT, AT)));
    }

    private static Item position(Chaos chaos) {
        Position start = Position.start(new Lane(new TableName("lists"), new ShardId("s1")));
        Change change = new Change.Inserted(ID, AT, Item.empty());
        Position position = chaos.once(2) ? start.after(change, AT) : start.within(change, 3, AT);
        return PositionRows.encode(chaos.once(3) ? start.close(AT) : position);
    }

    private static Item image(Chaos chaos) {
        Map<String, AttributeValue> image = new LinkedHashMap<>(chaos.soundAttributes());
        if (chaos.once(4)) {
            image.put("text", AttributeValue.fromS("abc".repeat(8_000)));
        }
        return Item.of(ID.key(), image);
    }

    private static List<Item> items(List<Write> writes) {
        return writes.stream().map(write -> ((Write.Put) write).item()).toList();
    }

    /** The rows without one, or with attributes that somebody else wrote; DynamoDB keeps them sound as such. */
    private static List<Item> damaged(Chaos chaos, List<Item> rows) {
        List<Item> damaged = new ArrayList<>(rows);
        int at = chaos.below(damaged.size());
        if (damaged.size() > 1 && chaos.once(3)) {
            damaged.remove(at);
        } else {
            damaged.set(at, damaged(chaos, damaged.get(at)));
        }
        return damaged;
    }

    private static Item damaged(Chaos chaos, Item row) {
        if (row.binary("packed").isPresent() && chaos.once(2)) {
            byte[] packed = row.binary("packed").get().asByteArray();
            return row.with("packed", AttributeValue.fromB(SdkBytes.fromByteArray(chaos.mutated(packed))));
        }
        Map<String, AttributeValue> wild = chaos.wildAttributes(row.attributes());
        wild.values().removeIf(value -> !sound(value));
        return Item.of(wild);
    }

    private static boolean sound(AttributeValue value) {
        try {
            ItemRules.require(Map.of("value", value));
            return true;
        } catch (IllegalArgumentException unsound) {
            return false;
        }
    }
}
