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
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What must hold when a table is repaired, its lanes have ended and nothing is parked any more. */
record RepairOutcome(LostChanges lost, SimulatedSource source, InMemoryCommitter tables) {
    void check(List<Balance> projections, Instant now) {
        assertThat(tables.rows(BackfillRows.TABLE.name())).as("fences").isEmpty();
        assertThat(tables.rows(ParkedRows.TABLE.name())).as("what is parked").isEmpty();
        AuditOfTables log = new AuditOfTables(tables);
        AuditVerifier.Report report = new AuditVerifier(log).verify(now);
        assertThat(report.firstBreak()).as("the audit log's first break").isEmpty();
        assertThat(report.atGaps()).as("entries at gaps").isZero();
        assertThat(log.gaps(SimulatedStream.THINGS))
                .as("gaps")
                .hasSize(lost.gaps())
                .allMatch(gap -> gap.repaired().isPresent());
        assertAudited();
        projections.forEach(
                projection -> assertProjected(projection, source.items().values()));
    }

    private void assertProjected(Balance projection, Collection<Item> expected) {
        assertThat(tables.rows(projection.copies().name()))
                .as("the copies of " + projection.name())
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(Balance::copyOf).toList());
        Map<String, Integer> sums = tables.rows(projection.sums().name()).stream()
                .collect(Collectors.toMap(
                        row -> row.string("id").orElseThrow(),
                        row -> row.number("sum").orElseThrow().intValueExact(),
                        Integer::sum,
                        TreeMap::new));
        sums.values().removeIf(sum -> sum == 0);
        assertThat(sums).as("the sums of " + projection.name()).isEqualTo(projection.sums(expected));
    }

    /** Every change that the streams showed stands there once, and beside them what was put right. */
    private void assertAudited() {
        List<Change> audited = new AuditInMemory(tables.rows(AuditRows.TABLE.name()))
                .entries().stream()
                        .filter(entry -> entry.operation() != AuditEntry.Operation.REPAIR)
                        .map(AuditEntry::change)
                        .toList();
        assertThat(audited)
                .as("the audited changes")
                .containsExactlyInAnyOrderElementsOf(source.shards().stream()
                        .flatMap(shard -> shard.changes().stream())
                        .filter(change -> !lost.isLost(change))
                        .toList());
    }
}
