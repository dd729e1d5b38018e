package dev.afterimage.pipeline;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.Change;
import dev.afterimage.commit.ProjectedChange;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.PositionRows;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.projection.Writes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows a change to the projections that want to see it, and adds its audit entry and expiry event to what they write.
 * Pure and thread-safe.
 */
public final class Router {
    private final Map<TableName, List<Route>> routes;
    private final Map<TableName, String> actorAttributes;
    private final AuditRows auditRows;
    private final ExpiryRows expiryRows;

    /** A projection and the tables that it may write to. */
    private record Route(Projection projection, Set<TableName> targets) {
        Route(Projection projection) {
            this(
                    projection,
                    projection.tables().stream().map(DerivedTable::name).collect(Collectors.toUnmodifiableSet()));
        }
    }

    /**
     * A router to these projections.
     *
     * @param actorAttributes for a source table, the attribute that says who made a change
     * @throws IllegalArgumentException where two projections would write to one table, or one to a table of Afterimage's
     */
    public Router(
            List<Projection> projections,
            Map<TableName, String> actorAttributes,
            AuditRows auditRows,
            ExpiryRows expiryRows) {
        List<Route> all = projections.stream().map(Route::new).toList();
        requireOwnTables(all);
        this.routes = all.stream()
                .flatMap(route -> route.projection().sources().stream().map(table -> Map.entry(table, route)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        this.actorAttributes = Map.copyOf(actorAttributes);
        this.auditRows = auditRows;
        this.expiryRows = expiryRows;
    }

    /** The rows of one projection are merged apart from those of another, so no row may belong to two. */
    private static void requireOwnTables(List<Route> routes) {
        Map<TableName, String> owners = new HashMap<>();
        List.of(AuditRows.TABLE, ExpiryRows.TABLE, PositionRows.TABLE)
                .forEach(own -> owners.put(own.name(), "Afterimage itself"));
        for (Route route : routes) {
            String owner = "projection " + route.projection().name();
            for (TableName table : route.targets()) {
                String other = owners.putIfAbsent(table, owner);
                if (other != null) {
                    throw new IllegalArgumentException(
                            owner + " writes to the table '" + table + "', which belongs to " + other);
                }
            }
        }
    }

    /** All that the change writes, or which projection failed and why. */
    public Routed route(Change change, Instant at) {
        List<Write> derived = new ArrayList<>();
        for (Route route : routes.getOrDefault(change.table(), List.of())) {
            Optional<String> failure = project(route, change, derived);
            if (failure.isPresent()) {
                return new Routed.Failed(change, route.projection().name(), failure.get());
            }
        }
        return new Routed.Projected(new ProjectedChange(change, withEvents(change, derived, at)));
    }

    private static Optional<String> project(Route route, Change change, List<Write> into) {
        try {
            for (Write write : Writes.mergeRows(route.projection().project(change))) {
                if (!route.targets().contains(write.row().table())) {
                    return Optional.of("it writes to " + write.row().table() + ", which it does not declare");
                }
                if (!changesNothing(write)) {
                    into.add(write);
                }
            }
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError failure) {
            return Optional.of(Thrown.inWords(failure));
        }
    }

    private static boolean changesNothing(Write write) {
        return write instanceof Write.Update update && update.changes().isEmpty();
    }

    private List<Write> withEvents(Change change, List<Write> derived, Instant at) {
        List<RowKey> rows = derived.stream().map(Write::row).toList();
        List<Write> writes = new ArrayList<>(auditRows.encode(new AuditEntry(change, at, actor(change), rows)));
        if (change instanceof Change.Expired expired) {
            writes.addAll(expiryRows.encode(ExpiryEvent.of(expired, at)));
        }
        writes.addAll(derived);
        return writes;
    }

    /** Of a delete nobody knows: the old image tells who wrote last, not who deleted. */
    private Optional<String> actor(Change change) {
        return Optional.ofNullable(actorAttributes.get(change.table()))
                .flatMap(attribute -> change.after().orElse(Item.empty()).string(attribute));
    }
}
