package dev.afterimage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditVerifier;
import dev.afterimage.audit.LinkRows;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.simulation.Journal.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Knows how the tables must look when everything has ended: it reckons it from the stream's history alone. */
final class Oracle {
    private final SimulatedStream stream;
    private final InMemoryCommitter tables;
    private final Journal journal;

    Oracle(SimulatedStream stream, InMemoryCommitter tables, Journal journal) {
        this.stream = stream;
        this.tables = tables;
        this.journal = journal;
    }

    void check(List<Mirror> projections, Instant end) {
        assertThat(journal.mistakes()).isEmpty();
        assertThat(stream.shards())
                .as("the shards")
                .allMatch(shard -> tables.of(shard.lane()).closed());
        assertOrder();
        projections.forEach(this::assertFolded);
        assertThat(tables.rows(ParkedRows.TABLE.name())).as("what is parked").isEmpty();
        AuditInMemory log = new AuditInMemory(tables.rows(AuditRows.TABLE.name()));
        assertThat(journal.eventWrites()).as("how often an event was written").isEqualTo(onceEach(log.entries()));
        assertAudited(log, end);
        projections.forEach(projection -> assertRowsNamed(log, projection));
        assertLinked(projections);
    }

    /** For each projection and item, changes took effect once each and in the item's order. */
    private void assertOrder() {
        assertThat(byItem(journal.completed().stream().map(Change::id)))
                .as("the order of completion")
                .isEqualTo(byItem(changes().map(Change::id)));
    }

    private void assertFolded(Mirror projection) {
        List<Change> changes = changes()
                .filter(change -> projection.sources().contains(change.table()))
                .toList();
        assertThat(byItem(journal.effects().stream()
                        .filter(effect -> effect.projection().equals(projection.name()))
                        .map(Effect::change)))
                .as("the order in which changes took effect for %s", projection.name())
                .isEqualTo(byItem(changes.stream()
                        .filter(change -> discarded(projection, change).isEmpty())
                        .map(Change::id)));
        assertSame(
                "the copies of " + projection.name(),
                Mirror.byKey(tables.rows(projection.copies().name())),
                Mirror.copies(changes, change -> effects(projection, change)));
        assertSame(
                "the counters of " + projection.name(),
                Mirror.byKey(tables.rows(projection.counters().name())),
                Mirror.counters(changes, change -> effects(projection, change)));
    }

    private static void assertSame(String what, Map<ItemKey, Item> stored, Map<ItemKey, Item> reckoned) {
        assertThat(stored).as(what).isEqualTo(reckoned);
    }

    private int effects(Mirror projection, Change change) {
        return discarded(projection, change).orElse(Integer.MAX_VALUE);
    }

    private Optional<Integer> discarded(Mirror projection, Change change) {
        return journal.discarded(new Effect(projection.name(), change.id()));
    }

    private Stream<Change> changes() {
        return stream.changes().stream();
    }

    private static Map<String, List<ChangeId>> byItem(Stream<ChangeId> changes) {
        return changes.collect(Collectors.groupingBy(ChangeId::item));
    }

    private static Map<RowKey, Integer> onceEach(List<AuditEntry> entries) {
        AuditRows audit = new AuditRows();
        ExpiryRows expiry = new ExpiryRows();
        Map<RowKey, Integer> once = new HashMap<>();
        for (AuditEntry entry : entries) {
            List<Write> rows = new ArrayList<>(audit.encode(entry));
            if (entry.change() instanceof Change.Expired expired) {
                rows.addAll(expiry.encode(ExpiryEvent.of(expired, entry.recordedAt())));
            }
            rows.forEach(row -> once.put(row.row(), 1));
        }
        return once;
    }

    private void assertAudited(AuditInMemory log, Instant end) {
        assertThat(log.entries().stream().map(AuditEntry::change))
                .as("the audited changes")
                .containsExactlyInAnyOrderElementsOf(stream.changes());
        AuditVerifier.Report report = new AuditVerifier(log).verify(end);
        assertThat(report.firstBreak()).as("the audit log's first break").isEmpty();
        assertThat(report.entries()).isEqualTo(stream.changes().size());
        assertThat(tables.rows(ExpiryRows.TABLE.name())).as("the expiry events").hasSize((int)
                changes().filter(Change.Expired.class::isInstance).count());
        List<AuditNote> decisions = log.notes().stream()
                .filter(note -> note.action() != AuditNote.Action.PARKED)
                .toList();
        assertThat(decisions.stream().map(Oracle::effect))
                .as("what operators decided")
                .containsExactlyInAnyOrderElementsOf(journal.parked());
        assertThat(decisions)
                .as("what operators decided")
                .allMatch(note -> (note.action() == AuditNote.Action.DISCARDED)
                        == journal.discarded(effect(note)).isPresent());
    }

    /** An entry names the rows that its change wrote, and those that a note says it did not. */
    private void assertRowsNamed(AuditInMemory log, Mirror projection) {
        Set<TableName> tables =
                Set.of(projection.copies().name(), projection.counters().name());
        Map<Effect, List<RowKey>> notWritten = log.notes().stream()
                .filter(note -> note.action() == AuditNote.Action.PARKED)
                .collect(Collectors.toMap(Oracle::effect, AuditNote::rows));
        for (AuditEntry entry : log.entries()) {
            Change change = entry.change();
            Effect effect = new Effect(projection.name(), change.id());
            boolean asked = projection.sources().contains(change.table());
            List<RowKey> rows = asked ? projection.rows(change) : List.of();
            Optional<Integer> halfway = journal.parkedHalfway(effect);
            boolean named = !journal.parked().contains(effect) || halfway.isPresent();
            assertThat(entry.rows().stream().filter(row -> tables.contains(row.table())))
                    .as("what the entry of %s names", effect)
                    .containsExactlyElementsOf(named ? rows : List.of());
            assertThat(notWritten.getOrDefault(effect, List.of()))
                    .as("what the note on %s names", effect)
                    .containsExactlyElementsOf(halfway.map(applied -> rows.subList(applied, rows.size()))
                            .orElse(List.of()));
        }
    }

    /** From each row a link leads to each change that wrote it, and to no other. */
    private void assertLinked(List<Mirror> projections) {
        List<String> written = projections.stream()
                .flatMap(projection -> changes()
                        .filter(change -> projection.sources().contains(change.table()))
                        .flatMap(change -> projection.rows(change).stream()
                                .limit(effects(projection, change))
                                .map(row -> LinkRows.partition(row) + " by " + change.id())))
                .toList();
        assertThat(tables.rows(AuditRows.TABLE.name()).stream()
                        .filter(row -> !AuditRows.isEntry(row) && !AuditRows.isNote(row))
                        .map(row -> row.string(AuditRows.ITEM).orElse("") + " by "
                                + LinkRows.decode(row).id()))
                .as("the links from rows to changes")
                .containsExactlyInAnyOrderElementsOf(written);
    }

    private static Effect effect(AuditNote note) {
        return new Effect(note.projection(), note.id());
    }
}
