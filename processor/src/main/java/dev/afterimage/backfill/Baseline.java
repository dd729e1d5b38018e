package dev.afterimage.backfill;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.item.Item;
import dev.afterimage.pipeline.Step;
import dev.afterimage.pipeline.Step.Lead.Audited;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an item was before its first change: the first entry of its audit log, as far as the item was there. Pure and
 * thread-safe.
 */
record Baseline(AuditRows auditRows) {
    /** Before every number that a stream gives. */
    private static final SequenceNumber FIRST = SequenceNumber.of("0");

    /** What takes the place of a baseline comes after it, and before every number that a stream gives. */
    private static final SequenceNumber CORRECTION = SequenceNumber.of("1");

    /** Names the baseline of the item that a change is of. */
    static ChangeId id(Change change) {
        return new ChangeId(change.table(), change.key(), FIRST);
    }

    /** The item is loaded with this image, before the change. */
    static Step.Lead load(Change before, Item image, Instant at, GuardedWrite fence) {
        Change loaded = new Change.Loaded(id(before), at, image);
        return new Step.Lead(
                before,
                loaded,
                Optional.empty(),
                Optional.of(new Audited(loaded, List.of())),
                List.of(),
                List.of(fence));
    }

    /** The item was loaded with an image that is not the one that the change begins with: it was read too late. */
    Step.Lead correct(Change before, AuditEntry baseline, GuardedWrite fence) {
        ChangeId id = new ChangeId(before.table(), before.key(), CORRECTION);
        Instant at = baseline.change().changedAt();
        Item read = baseline.change().after().orElseThrow();
        Change shown = before.before()
                .<Change>map(image -> new Change.Modified(id, at, read, image))
                .orElseGet(() -> new Change.Removed(id, at, read));
        Optional<Audited> audited =
                before.before().map(image -> new Audited(new Change.Loaded(id(before), at, image), baseline.rows()));
        return new Step.Lead(
                before, shown, Optional.empty(), audited, removing(baseline, audited.isPresent()), List.of(fence));
    }

    /** The rows of the entry; those of its links, too, where nothing takes its place. */
    private List<Write> removing(AuditEntry baseline, boolean replaced) {
        Stream<Write> links = baseline.rows().stream()
                .filter(row -> !replaced)
                .flatMap(row -> auditRows.link(baseline.change(), row, baseline.recordedAt()).stream());
        return Stream.concat(auditRows.encode(baseline).stream(), links)
                .<Write>map(write -> Write.delete(write.row()))
                .toList();
    }
}
