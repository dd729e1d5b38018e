package dev.afterimage.console.audit;

import dev.afterimage.audit.RowLink;
import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Address;
import dev.afterimage.console.web.Json;
import dev.afterimage.console.web.Pages;
import dev.afterimage.console.web.Place;
import dev.afterimage.history.ReadCost;
import dev.afterimage.history.SearchPage;
import dev.afterimage.inspection.AuditJson;
import dev.afterimage.inspection.ItemReference;
import dev.afterimage.inspection.SearchJson;
import dev.afterimage.inspection.Understood;
import dev.afterimage.projection.RowKey;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** From a derived row back to the changes that wrote it. Thread-safe. */
public final class RowPages {
    private final AuditParts parts;
    private final Pages pages;

    /**
     * Some of the changes that wrote a row.
     *
     * @param kept whether links are kept at present
     * @param newest whether these begin with the newest
     * @param more where to go on; empty where nothing is left
     */
    public record Model(
            String row, boolean kept, boolean newest, List<RowLink> links, ReadCost cost, Optional<Address> more) {}

    RowPages(AuditParts parts, Pages pages) {
        this.parts = parts;
        this.pages = pages;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/rows/{table}/<key>", this::page, Access.READ);
        routes.get("/api/audit/rows/{table}/<key>", this::api, Access.READ);
    }

    private void page(Context request) {
        RowKey row = row(request);
        SearchParameters asked = SearchParameters.of(request);
        SearchPage<RowLink> found = links(row, asked);
        Optional<Address> more = found.more()
                ? found.end()
                        .map(end -> Links.row(row).with("limit", asked.limit()).with("cursor", end.token()))
                : Optional.empty();
        Model model = new Model(
                row.toString(), parts.derived().links(), asked.cursor().isEmpty(), found.entries(), found.cost(), more);
        if (Pages.isPartAsked(request)) {
            pages.showPart(request, "audit/rowLinks.jte", model);
        } else {
            pages.show(request, Place.AUDIT, "What made " + row, "audit/row.jte", model);
        }
    }

    private void api(Context request) {
        RowKey row = row(request);
        SearchPage<RowLink> found = links(row, SearchParameters.of(request));
        Json.answer(request, json -> {
            json.writeStringField("row", row.toString());
            json.writeBooleanField("links_kept", parts.derived().links());
            json.writeArrayFieldStart("changes");
            for (RowLink link : found.entries()) {
                json.writeStartObject();
                AuditJson.link(json, link);
                json.writeEndObject();
            }
            json.writeEndArray();
            SearchJson.page(json, found, found.cost());
        });
    }

    private SearchPage<RowLink> links(RowKey row, SearchParameters asked) {
        return Understood.of(() -> parts.search().ofRow(row, asked.page()));
    }

    private RowKey row(Context request) {
        ItemReference row = ItemReference.parse(
                ItemReference.tableName(request.pathParam("table")),
                request.pathParam("key"),
                parts.derived().keys());
        return new RowKey(row.table(), row.key());
    }
}
