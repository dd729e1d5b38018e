package dev.afterimage.console.audit;

import dev.afterimage.history.AsOf;
import dev.afterimage.history.ItemChanges;
import dev.afterimage.history.ItemHistory;
import dev.afterimage.history.Read;
import dev.afterimage.inspection.ItemReference;
import dev.afterimage.inspection.NotUnderstoodException;
import dev.afterimage.inspection.TargetText;
import dev.afterimage.inspection.Understood;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Optional;

/** What an address asks about an item, and the answers. Thread-safe. */
final class ItemQuestions {
    private static final String NOW = "now";

    private final AuditParts parts;
    private final InstantSource clock;

    ItemQuestions(AuditParts parts, InstantSource clock) {
        this.parts = parts;
        this.clock = clock;
    }

    /** The item that the path names. */
    ItemReference item(Context request) {
        return ItemReference.parse(
                ItemReference.tableName(request.pathParam("table")), request.pathParam("key"), parts.keys());
    }

    /** Whether items may be put back. */
    boolean undo() {
        return parts.undo();
    }

    ItemChanges changes(ItemReference item, SearchParameters asked) {
        return Understood.of(() -> history(item).changes(asked.period(clock.instant()), asked.filter(), asked.page()));
    }

    Read<AsOf> asOf(ItemReference item, String point) {
        return history(item).asOf(TargetText.parse(point, clock.instant()));
    }

    /** A point that a parameter names; now where it is not there. */
    static String point(Context request, String name) {
        return given(request, name).orElse(NOW);
    }

    /** A point that a parameter must name. */
    static String required(Context request, String name) {
        return given(request, name)
                .orElseThrow(() -> new NotUnderstoodException("say which point in time: write the parameter '" + name
                        + "', such as " + name + "=15m, " + name + "=2026-07-01T12:00:00Z or a change's number"));
    }

    private static Optional<String> given(Context request, String name) {
        return Optional.ofNullable(request.queryParam(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private ItemHistory history(ItemReference item) {
        return new ItemHistory(parts.search(), item.table(), item.key());
    }
}
