package dev.afterimage.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.audit.AuditNote.Action;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class NoteRowsTest {
    private static final RowKey ROW = new RowKey(new TableName("list_summary"), ItemKey.of("id", "L/1&2"));

    private final AuditNote redriven = note(Optional.empty(), List.of(ROW));

    @Test
    void reads_what_it_wrote() {
        AuditNote discarded = note(Optional.of("no use"), List.of());
        AuditNote parked = new AuditNote(
                AuditSamples.id(42, "L1"),
                AuditSamples.RECORDED,
                Action.PARKED,
                new ProjectionName("list_summary"),
                Optional.empty(),
                Optional.of("it was refused"),
                List.of(ROW));

        assertThat(NoteRows.decode(rows(redriven))).isEqualTo(redriven);
        assertThat(NoteRows.decode(rows(discarded))).isEqualTo(discarded);
        assertThat(NoteRows.decode(rows(parked))).isEqualTo(parked);
    }

    @Test
    void stands_behind_the_entries_of_its_item_and_outside_of_the_index() {
        Item row = rows(redriven).getFirst();

        assertThat(AuditRows.isNote(row)).isTrue();
        assertThat(row.string(AuditRows.ITEM)).contains("items#datetime=D1&list_id=L1");
        assertThat(row.string(AuditRows.SEQUENCE))
                .contains("note#" + "0".repeat(38) + "42#2026-03-04T05:06:08.901Z#list_summary#REDRIVEN");
        assertThat(row.has(AuditRows.BUCKET)).isFalse();
        assertThat(row.has(AuditRows.PLACE)).isFalse();
        assertThat(AuditRows.isNote(AuditSamples.rows(new AuditRows().encode(AuditSamples.inserted(1, "L1", "milk")))
                        .getFirst()))
                .isFalse();
    }

    @Test
    void lapses_as_entries_do() {
        AuditRows brief = new AuditRows(Optional.of(Duration.ofHours(1)));

        assertThat(AuditRows.expiresAt(AuditSamples.rows(brief.encode(redriven)).getFirst()))
                .contains(AuditSamples.RECORDED.plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS));
        assertThat(AuditRows.expiresAt(rows(redriven).getFirst())).isEmpty();
    }

    @Test
    void a_note_of_very_many_rows_is_kept_whole() {
        AuditNote wide = note(
                Optional.empty(),
                IntStream.range(0, 5_000)
                        .mapToObj(i -> new RowKey(new TableName("list_summary"), ItemKey.of("id", "L" + i)))
                        .toList());

        assertThat(NoteRows.decode(rows(wide))).isEqualTo(wide);
        assertThat(new AuditRows().encode(wide)).allMatch(write -> ((Write.Put) write).size() < 400_000);
    }

    @Test
    void what_is_not_as_it_was_written_is_damaged() {
        Item row = rows(redriven).getFirst();

        assertThatThrownBy(() -> NoteRows.decode(List.of(row.without("action"))))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("'action'");
        assertThatThrownBy(
                        () -> NoteRows.decode(List.of(row.without("item").with("item", AttributeValue.fromS("other")))))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("another item");
    }

    private static List<Item> rows(AuditNote note) {
        return AuditSamples.rows(new AuditRows().encode(note));
    }

    private static AuditNote note(Optional<String> reason, List<RowKey> rows) {
        return new AuditNote(
                AuditSamples.id(42, "L1"),
                AuditSamples.RECORDED,
                reason.isPresent() ? Action.DISCARDED : Action.REDRIVEN,
                new ProjectionName("list_summary"),
                Optional.of("ann"),
                reason,
                rows);
    }
}
