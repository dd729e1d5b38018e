package dev.afterimage.pipeline;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.Change;
import dev.afterimage.commit.Parked;
import dev.afterimage.commit.ProjectedChange;
import dev.afterimage.commit.RowLinks;
import dev.afterimage.commit.Slot;
import dev.afterimage.expiry.DueRows;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.projection.Writes;
import dev.afterimage.table.TableFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows a change to the projections that want to see it, and adds its audit entry and expiry event to what they write.
 * Pure and thread-safe.
 */
public final class Router {
    private final Map<TableName, List<Route>> routes;
    private final Map<TableName, List<ProjectionName>> names;
    private final Map<TableName, ProjectionName> owners;
    private final Map<TableName, String> actorAttributes;
    private final AuditRows auditRows;
    private final ExpiryRows expiryRows;
    private final DueRows dueRows;

    /** A projection and the tables that it may write to. */
    private record Route(Projection projection, Set<TableName> targets) {
        Route(Projection projection) {
            this(
                    projection,
                    projection.tables().stream().map(DerivedTable::name).collect(Collectors.toUnmodifiableSet()));
        }

        ProjectionName name() {
            return projection.versionName();
        }

        /** The projection's answer. Whatever its code may throw, but for a broken JVM, is its failure. */
        Answer ask(Change change) {
            try {
                List<Write> writes = new ArrayList<>();
                for (Write write : Writes.mergeRows(projection.project(change))) {
                    if (!targets.contains(write.row().table())) {
                        return new Answer.Failed("it writes to " + write.row().table() + ", which it does not declare");
                    }
                    if (!changesNothing(write)) {
                        writes.add(write);
                    }
                }
                return new Answer.Projected(writes);
            } catch (InternalError | UnknownError broken) {
                throw broken;
            } catch (Throwable failure) {
                return new Answer.Failed(Thrown.inWords(failure));
            }
        }
    }

    /** A router to these projections, by which nothing is told on time. */
    public Router(
            List<Projection> projections,
            Map<TableName, String> actorAttributes,
            AuditRows auditRows,
            ExpiryRows expiryRows) {
        this(projections, actorAttributes, auditRows, expiryRows, DueRows.NONE);
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
            ExpiryRows expiryRows,
            DueRows dueRows) {
        List<Route> all = projections.stream().map(Route::new).toList();
        requireOwnTables(all);
        this.owners = all.stream()
                .flatMap(route -> route.targets().stream().map(table -> Map.entry(table, route.name())))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        this.routes = all.stream()
                .flatMap(route -> route.projection().sources().stream().map(table -> Map.entry(table, route)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        this.names = routes.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().stream().map(Route::name).toList()));
        this.actorAttributes = Map.copyOf(actorAttributes);
        this.auditRows = auditRows;
        this.expiryRows = expiryRows;
        this.dueRows = dueRows;
    }

    /** The rows of one projection are merged apart from those of another, so no row may belong to two. */
    private static void requireOwnTables(List<Route> routes) {
        Map<TableName, String> owners = new HashMap<>();
        TableFile.afterimage().own().forEach(own -> owners.put(own.name(), "Afterimage itself"));
        for (Route route : routes) {
            String owner = "projection " + route.name();
            for (TableName table : route.targets()) {
                String other = owners.putIfAbsent(table, owner);
                if (other != null) {
                    throw new IllegalArgumentException(
                            owner + " writes to the table '" + table + "', which belongs to " + other);
                }
            }
        }
    }

    /** The projections that want to see a table's changes, in their order. */
    List<ProjectionName> projections(TableName source) {
        return names.getOrDefault(source, List.of());
    }

    /** Whose table this is; empty for a table of Afterimage's own. */
    Optional<ProjectionName> owner(TableName table) {
        return Optional.ofNullable(owners.get(table));
    }

    /** Asks one projection alone; empty where there is no such projection, or it does not want to see the change. */
    Optional<Asked> asked(ProjectionName projection, Change change) {
        Map<ProjectionName, Aside> others = projections(change.table()).stream()
                .filter(name -> !name.equals(projection))
                .collect(Collectors.toMap(Function.identity(), other -> new Aside.Kept()));
        return projections(change.table()).contains(projection)
                ? Optional.of(new Asked(change, others))
                : Optional.empty();
    }

    /** All that the change writes, or which projection failed and why. */
    public Routed route(Change change, Instant at) {
        return route(new Asked(change, Map.of()), at, new AtomicReference<>());
    }

    /**
     * The same, where some projections are not to take the change.
     *
     * @param asking is told which projection is being asked
     */
    Routed route(Asked asked, Instant at, AtomicReference<ProjectionName> asking) {
        if (asked.step() instanceof Step.Pass(Change change)) {
            return new Routed.Projected(new ProjectedChange(change, List.of(), List.of()));
        }
        List<Slot> derived = new ArrayList<>();
        Optional<Routed.Failed> failed = project(asked, asking, derived);
        return failed.isPresent() ? failed.get() : new Routed.Projected(projected(asked, derived, at));
    }

    /** Asks the projections, as far as the first that fails. */
    private Optional<Routed.Failed> project(Asked asked, AtomicReference<ProjectionName> asking, List<Slot> derived) {
        Change change = asked.change();
        for (Route route : routes.getOrDefault(change.table(), List.of())) {
            Aside aside = asked.asides().get(route.name());
            if ((aside == null || aside instanceof Aside.KeepRest) && asked.isFor(route.name())) {
                asking.set(route.name());
                switch (route.ask(change)) {
                    case Answer.Projected answer -> derived.add(new Slot(Optional.of(route.name()), answer.writes()));
                    case Answer.Failed failed -> {
                        return Optional.of(new Routed.Failed(change, route.name(), failed.reason(), true));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private ProjectedChange projected(Asked asked, List<Slot> derived, Instant at) {
        Change change = asked.change();
        List<RowKey> rows = derived.stream()
                .flatMap(slot -> slot.writes().stream())
                .map(Write::row)
                .toList();
        List<Write> events = switch (asked.step()) {
            case Step.Apply apply -> events(change, rows, at);
            case Step.Lead lead -> events(lead, rows, at);
            case Step.Pass pass -> List.of();
        };
        List<Slot> slots = new ArrayList<>(derived.size() + 1);
        slots.add(new Slot(Optional.empty(), events));
        slots.addAll(derived);
        Keeping keeping = new Keeping(auditRows, change, slots, at);
        List<Parked> parked = keeping.parked(asked.asides());
        return switch (asked.step()) {
            case Step.Lead lead ->
                new ProjectedChange(
                        change,
                        slots,
                        parked,
                        links(lead.audited().map(Step.Lead.Audited::change), at),
                        Optional.of(lead.before()),
                        lead.guarded());
            case Step.Apply apply ->
                new ProjectedChange(
                        change,
                        slots,
                        parked,
                        links(Optional.of(change), at),
                        Optional.empty(),
                        List.copyOf(apply.fences().values()),
                        apply.fences().keySet());
            case Step.Pass _ -> new ProjectedChange(change, slots, parked, links(Optional.of(change), at));
        };
    }

    private RowLinks links(Optional<Change> audited, Instant at) {
        return audited.<RowLinks>map(change -> write -> auditRows.link(change, write.row(), at))
                .orElse(RowLinks.NONE);
    }

    private static boolean changesNothing(Write write) {
        return write instanceof Write.Update update && update.changes().isEmpty();
    }

    private List<Write> events(Step.Lead lead, List<RowKey> rows, Instant at) {
        List<Write> writes = new ArrayList<>();
        lead.audited().ifPresent(audited -> {
            Change change = audited.change();
            List<RowKey> all = Stream.concat(audited.rows().stream(), rows.stream())
                    .distinct()
                    .toList();
            writes.addAll(auditRows.encode(new AuditEntry(change, at, actor(change), all)));
        });
        if (lead.audience().isEmpty()) {
            writes.addAll(dueRows.of(lead.change()));
        }
        Set<RowKey> written = writes.stream().map(Write::row).collect(Collectors.toUnmodifiableSet());
        lead.events().stream().filter(write -> !written.contains(write.row())).forEach(writes::add);
        return writes;
    }

    private List<Write> events(Change change, List<RowKey> rows, Instant at) {
        List<Write> writes = new ArrayList<>(auditRows.encode(new AuditEntry(change, at, actor(change), rows)));
        if (change instanceof Change.Expired expired) {
            writes.addAll(expiryRows.encode(ExpiryEvent.of(expired, at)));
        }
        writes.addAll(dueRows.of(change));
        return writes;
    }

    /** Of a delete nobody knows: the old image tells who wrote last, not who deleted. */
    private Optional<String> actor(Change change) {
        return Optional.ofNullable(actorAttributes.get(change.table()))
                .flatMap(attribute -> change.after().orElse(Item.empty()).string(attribute));
    }
}
