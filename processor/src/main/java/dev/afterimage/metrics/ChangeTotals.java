package dev.afterimage.metrics;

import dev.afterimage.item.TableName;
import dev.afterimage.telemetry.Counts;
import dev.afterimage.telemetry.Tallies;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/**
 * What became of the changes of each table. All are taken from the tallies of one moment, so that in every reading
 * {@code read = applied + parked + already applied + abandoned + pending}. For one thread.
 */
final class ChangeTotals {
    private final List<TableName> tables;
    private final Totals read;
    private final Totals applied;
    private final Totals parked;
    private final Totals alreadyApplied;
    private final Totals abandoned;
    private final Totals writeUnits;
    private final Totals halts;
    private final Levels pending;

    /**
     * Totals of these tables, also as long as nothing happens in them.
     *
     * @param tables those that are followed
     */
    ChangeTotals(List<TableName> tables, MeterRegistry registry) {
        this.tables = List.copyOf(tables);
        this.read = new Totals("afterimage.changes.read", "Changes read from the stream.", registry);
        this.applied =
                new Totals("afterimage.changes.applied", "Changes applied here, for every projection.", registry);
        this.parked = new Totals(
                "afterimage.changes.parked", "Changes kept for a projection that cannot take them.", registry);
        this.alreadyApplied = new Totals(
                "afterimage.changes.already.applied", "Changes read that had been applied before.", registry);
        this.abandoned = new Totals(
                "afterimage.changes.abandoned", "Changes read and not applied when their lane was left.", registry);
        this.writeUnits = new Totals("afterimage.write.units", "Write units that commits consumed.", registry);
        this.halts = new Totals("afterimage.halts", "Attempts that failed until somebody mends something.", registry);
        this.pending = Levels.of("afterimage.changes.pending", "Changes read and still to be applied.", registry);
    }

    void look(Tallies tallies) {
        tables.forEach(table -> look(table, tallies.tables().getOrDefault(table, Counts.NONE)));
        pending.show();
    }

    private void look(TableName table, Counts counts) {
        Tags tags = Names.of(table);
        read.set(tags, counts.read());
        applied.set(tags, counts.applied());
        parked.set(tags, counts.parked());
        alreadyApplied.set(tags, counts.alreadyApplied());
        abandoned.set(tags, counts.abandoned());
        writeUnits.set(tags, counts.writeUnits());
        halts.set(tags, counts.halts());
        pending.see(tags, counts.pending());
    }
}
