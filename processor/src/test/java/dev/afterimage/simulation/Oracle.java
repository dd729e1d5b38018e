package dev.afterimage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditVerifier;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
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
        assertThat(log.notes().stream().map(Oracle::decided))
                .as("what operators decided")
                .containsExactlyInAnyOrderElementsOf(journal.parked());
        assertThat(log.notes())
                .as("what operators decided")
                .allMatch(note -> (note.action() == AuditNote.Action.DISCARDED)
                        == journal.discarded(decided(note)).isPresent());
    }

    private static Effect decided(AuditNote note) {
        return new Effect(note.projection(), note.id());
    }
}
