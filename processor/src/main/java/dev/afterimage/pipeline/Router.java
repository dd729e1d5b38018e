package dev.afterimage.pipeline;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.Change;
import dev.afterimage.commit.Parked;
import dev.afterimage.commit.ProjectedChange;
import dev.afterimage.commit.Revisions;
import dev.afterimage.commit.RowLinks;
import dev.afterimage.commit.Slot;
import dev.afterimage.expiry.DueRows;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.Read;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableFile;
import java.time.Instant;
import java.time.InstantSource;
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
 * Thread-safe, and pure but for what projections read.
 */
public final class Router implements Routes {
    private final Map<TableName, List<Route>> routes;
    private final Map<TableName, List<ProjectionName>> names;
    private final Map<TableName, ProjectionName> owners;
    private final Map<TableName, String> actorAttributes;
    private final AuditRows auditRows;
    private final ExpiryRows expiryRows;
    private final DueRows dueRows;
    private final Revisions revisions;
    private final StoredRows rows;

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
        List<Route> all = Route.all(projections);
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
        this.revisions = new Revisions(projections.stream()
                .flatMap(projection -> projection.tables().stream())
                .toList());
        this.rows = StoredRows.NONE;
    }

    private Router(Router other, StoredRows rows) {
        this.routes = other.routes;
        this.names = other.names;
        this.owners = other.owners;
        this.actorAttributes = other.actorAttributes;
        this.auditRows = other.auditRows;
        this.expiryRows = other.expiryRows;
        this.dueRows = other.dueRows;
        this.revisions = other.revisions;
        this.rows = rows;
    }

    /** The same, where projections may read these rows. */
    public Router reading(StoredRows stored) {
        return new Router(this, stored);
    }

    /** Whether projections of a table read rows. */
    public boolean reads(TableName source) {
        return routes.getOrDefault(source, List.of()).stream().anyMatch(Route::reads);
    }

    /** Reads what projections ask for; what reading throws is thrown. */
    ForeseenRows read(List<Read> reads) {
        return ForeseenRows.read(rows, reads);
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

    /** All that the change writes, or which projection failed and why. What projections read is read first. */
    public Routed route(Change change, Instant at) {
        Asked asked = new Asked(change, Map.of());
        return new Projecting(this, Containment.NONE, InstantSource.fixed(at))
                .answers(List.of(asked))
                .getFirst();
    }

    /** The same for projections that read nothing, where some are not to take the change. */
    @Override
    public Routed route(Asked asked, Instant at, AtomicReference<ProjectionName> asking) {
        return route(asked, at, asking, ForeseenRows.read(StoredRows.NONE, List.of()));
    }

    /** The same with these rows, to which it adds what it answers. */
    Routed route(Asked asked, Instant at, AtomicReference<ProjectionName> asking, ForeseenRows known) {
        if (asked.step() instanceof Step.Pass(Change change)) {
            return new Routed.Projected(new ProjectedChange(change, List.of(), List.of()));
        }
        List<Slot> derived = new ArrayList<>();
        for (Route route : wanting(asked)) {
            asking.set(route.name());
            switch (route.ask(asked.change(), known)) {
                case Answer.Projected answer ->
                    derived.add(new Slot(Optional.of(route.name()), answer.writes(), answer.basis()));
                case Answer.Failed failed -> {
                    return new Routed.Failed(asked.change(), route.name(), failed.reason(), true);
                }
                case Answer.Later later -> {
                    return new Routed.Later();
                }
            }
        }
        ProjectedChange projected = projected(asked, derived, at);
        known.pending(projected);
        return new Routed.Projected(projected);
    }

    /** What must be read for a change, or which projection failed to say so. */
    Routed wanted(Asked asked, Instant at, AtomicReference<ProjectionName> asking) {
        List<Read> reads = new ArrayList<>();
        for (Route route : wanting(asked)) {
            asking.set(route.name());
            switch (route.wanted(asked.change())) {
                case Routed.Wanting wanting -> reads.addAll(wanting.reads());
                case Routed other -> {
                    return other;
                }
            }
        }
        return new Routed.Wanting(reads);
    }

    /** The routes that are to be shown a change; those that read come last. */
    private List<Route> wanting(Asked asked) {
        if (asked.step() instanceof Step.Pass) {
            return List.of();
        }
        return routes.getOrDefault(asked.change().table(), List.of()).stream()
                .filter(route -> asked.isFor(route.name()))
                .filter(route -> {
                    Aside aside = asked.asides().get(route.name());
                    return aside == null || aside instanceof Aside.KeepRest;
                })
                .toList();
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
                .map(links -> links.and(revisions))
                .orElse(revisions);
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
