package dev.afterimage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditVerifier;
import dev.afterimage.backfill.BackfillRows;
import dev.afterimage.change.Change;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.item.Item;
import dev.afterimage.parking.ParkedRows;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What must hold when a backfill is done and all changes are applied. */
record BackfillOutcome(boolean cancelled, SimulatedStream stream, SimulatedSource source, InMemoryCommitter tables) {
    void check(List<Balance> projections, Instant now) {
        assertThat(tables.rows(BackfillRows.TABLE.name())).as("fences").isEmpty();
        assertThat(tables.rows(ParkedRows.TABLE.name())).as("what is parked").isEmpty();
        AuditInMemory log = new AuditInMemory(tables.rows(AuditRows.TABLE.name()));
        assertThat(new AuditVerifier(log).verify(now).firstBreak())
                .as("the audit log's first break")
                .isEmpty();
        assertAudited(log);
        Set<String> followed = log.entries().stream()
                .map(entry -> entry.change().key().canonical())
                .collect(Collectors.toSet());
        Map<String, Item> expected = source.items();
        expected.keySet().retainAll(followed);
        projections.forEach(projection -> assertProjected(projection, expected.values()));
    }

    private void assertProjected(Balance projection, Collection<Item> expected) {
        assertThat(tables.rows(projection.copies().name()))
                .as("the copies of " + projection.name())
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(Balance::copyOf).toList());
        if (cancelled) {
            // What was not loaded and is changed later is shown to projections without what it was before.
            return;
        }
        Map<String, Integer> sums = tables.rows(projection.sums().name()).stream()
                .collect(Collectors.toMap(
                        row -> row.string("id").orElseThrow(),
                        row -> row.number("sum").orElseThrow().intValueExact(),
                        Integer::sum,
                        TreeMap::new));
        sums.values().removeIf(sum -> sum == 0);
        assertThat(sums).as("the sums of " + projection.name()).isEqualTo(projection.sums(expected));
    }

    /** Every change of the stream stands there once, and before it what was there before its first change. */
    private void assertAudited(AuditInMemory log) {
        List<Change> audited = log.entries().stream().map(AuditEntry::change).toList();
        assertThat(audited.stream().filter(change -> !(change instanceof Change.Loaded)))
                .as("the audited changes")
                .containsExactlyInAnyOrderElementsOf(source.shards().stream()
                        .flatMap(shard -> shard.changes().stream())
                        .toList());
        List<Item> baselines = audited.stream()
                .filter(Change.Loaded.class::isInstance)
                .map(change -> change.after().orElseThrow())
                .toList();
        if (cancelled) {
            assertThat(stream.older()).as("the items that were there before").containsAll(baselines);
        } else {
            assertThat(baselines).as("the baselines").containsExactlyInAnyOrderElementsOf(stream.older());
        }
        assertThat(baselines).doesNotHaveDuplicates();
    }
}
