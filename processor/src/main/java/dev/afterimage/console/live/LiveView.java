package dev.afterimage.console.live;

import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.EventStreams;
import dev.afterimage.console.web.Json;
import dev.afterimage.console.web.Pages;
import dev.afterimage.console.web.Place;
import dev.afterimage.item.TableName;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Shows changes as they are applied: {@code /live-view}, and for programs {@code /api/changes/stream}. Thread-safe. */
public final class LiveView {
    private final LiveChanges changes;
    private final List<TableName> tables;
    private final Pages pages;
    private final EventStreams streams;

    /**
     * What the page shows.
     *
     * @param table of which changes are shown; empty for all
     */
    public record Model(List<TableName> tables, Optional<TableName> table) {
        /** Where the events come from. */
        public String stream() {
            return "/live-view/stream" + table.map(name -> "?table=" + name).orElse("");
        }
    }

    public LiveView(LiveChanges changes, List<TableName> tables, Pages pages, EventStreams streams) {
        this.changes = changes;
        this.tables = List.copyOf(tables);
        this.pages = pages;
        this.streams = streams;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/live-view", this::show, Access.READ);
        routes.get("/live-view/stream", streams.of(request -> new Rows(changes.watch(), wanted(request))), Access.READ);
        routes.get(
                "/api/changes/stream",
                streams.of(request -> new Objects(changes.watch(), wanted(request))),
                Access.READ);
    }

    private void show(Context request) {
        pages.show(request, Place.LIVE, "Live", "live.jte", new Model(tables, table(request)));
    }

    private Predicate<LiveChange> wanted(Context request) {
        return table(request)
                .<Predicate<LiveChange>>map(
                        table -> change -> change.id().table().equals(table))
                .orElse(_ -> true);
    }

    private Optional<TableName> table(Context request) {
        return tables.stream()
                .filter(table -> table.value().equals(request.queryParam("table")))
                .findFirst();
    }

    /** For the page: rows of its table, the newest first. */
    private final class Rows implements EventStreams.Source {
        private final Watch watch;
        private final Predicate<LiveChange> wanted;

        Rows(Watch watch, Predicate<LiveChange> wanted) {
            this.watch = watch;
            this.wanted = wanted;
        }

        @Override
        public List<EventStreams.Event> next() {
            Watch.Batch batch = watch.take();
            List<LiveChange> shown = batch.changes().stream().filter(wanted).toList();
            return shown.isEmpty() && batch.missed() == 0
                    ? List.of()
                    : List.of(EventStreams.Event.of(
                            "changes",
                            pages.text("liveRows.jte", Map.of("changes", shown.reversed(), "missed", batch.missed()))));
        }

        @Override
        public void close() {
            watch.close();
        }
    }

    /** For programs: an object a change, in the order in which they were applied. */
    private static final class Objects implements EventStreams.Source {
        private final Watch watch;
        private final Predicate<LiveChange> wanted;

        Objects(Watch watch, Predicate<LiveChange> wanted) {
            this.watch = watch;
            this.wanted = wanted;
        }

        @Override
        public List<EventStreams.Event> next() {
            Watch.Batch batch = watch.take();
            return Stream.concat(
                            Stream.of(batch.missed())
                                    .filter(missed -> missed > 0)
                                    .map(missed -> EventStreams.Event.of(
                                            "missed", Json.object(json -> json.writeNumberField("missed", missed)))),
                            batch.changes().stream().filter(wanted).map(Objects::event))
                    .toList();
        }

        private static EventStreams.Event event(LiveChange change) {
            return EventStreams.Event.of("change", Json.object(json -> {
                json.writeStringField("table", change.id().table().value());
                json.writeStringField("item", change.id().item());
                json.writeStringField("sequence", change.id().sequence().digits());
                json.writeStringField("operation", change.operation().name());
                json.writeStringField("shard", change.lane().shardWithPart());
                json.writeStringField("changed_at", change.changedAt().toString());
                json.writeStringField("applied_at", change.appliedAt().toString());
                json.writeBooleanField("parked", change.parked());
            }));
        }

        @Override
        public void close() {
            watch.close();
        }
    }
}
