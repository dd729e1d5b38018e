package dev.afterimage.pipeline;

import dev.afterimage.change.Change;
import dev.afterimage.commit.Slot;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.ReadingProjection;
import dev.afterimage.projection.Write;
import dev.afterimage.projection.Writes;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A projection and the tables that it may write to and read. */
record Route(Projection projection, Set<TableName> targets) {
    Route(Projection projection) {
        this(projection, projection.tables().stream().map(DerivedTable::name).collect(Collectors.toUnmodifiableSet()));
    }

    /** Those of these projections, in their order, but the ones that read rows last: what they write cannot be counted. */
    static List<Route> all(List<Projection> projections) {
        return projections.stream()
                .map(Route::new)
                .sorted(Comparator.comparing(Route::reads))
                .toList();
    }

    ProjectionName name() {
        return projection.versionName();
    }

    boolean reads() {
        return projection instanceof ReadingProjection;
    }

    /** What must be read for it, or that it failed to say so. */
    Routed wanted(Change change) {
        if (!(projection instanceof ReadingProjection reading)) {
            return new Routed.Wanting(List.of());
        }
        try {
            return wanted(change, reading.reads(change));
        } catch (InternalError | UnknownError broken) {
            throw broken;
        } catch (Throwable failure) {
            return new Routed.Failed(change, name(), Thrown.inWords(failure), true);
        }
    }

    private Routed wanted(Change change, List<Read> reads) {
        return reads.stream()
                .map(Read::table)
                .filter(table -> !targets.contains(table))
                .findFirst()
                .<Routed>map(other ->
                        new Routed.Failed(change, name(), "it reads " + other + ", which it does not declare", true))
                .orElseGet(() -> new Routed.Wanting(reads));
    }

    /** The projection's answer. Whatever its code may throw, but for a broken JVM, is its failure. */
    Answer ask(Change change, ForeseenRows known) {
        try {
            return projection instanceof ReadingProjection reading
                    ? ask(reading, change, known)
                    : answer(projection.project(change), Slot.Basis.CHANGE);
        } catch (InternalError | UnknownError broken) {
            throw broken;
        } catch (Throwable failure) {
            return new Answer.Failed(Thrown.inWords(failure));
        }
    }

    private Answer ask(ReadingProjection reading, Change change, ForeseenRows known) {
        List<Read> reads = reading.reads(change);
        return reads.stream().allMatch(known::knows)
                ? answer(
                        reading.projectFrom(known, change),
                        new Slot.Basis.Rows(known.expected(reads), reading.divisible()))
                : new Answer.Later();
    }

    private Answer answer(List<Write> answered, Slot.Basis basis) {
        List<Write> writes = Writes.mergeRows(answered).stream()
                .filter(write -> !(write instanceof Write.Update update
                        && update.changes().isEmpty()))
                .toList();
        return writes.stream()
                .filter(write -> !targets.contains(write.row().table()))
                .findFirst()
                .<Answer>map(write ->
                        new Answer.Failed("it writes to " + write.row().table() + ", which it does not declare"))
                .orElseGet(() -> new Answer.Projected(writes, basis));
    }
}
