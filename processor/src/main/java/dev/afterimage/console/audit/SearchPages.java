package dev.afterimage.console.audit;

import dev.afterimage.audit.AuditSummary;
import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Address;
import dev.afterimage.console.web.Json;
import dev.afterimage.console.web.Pages;
import dev.afterimage.console.web.Place;
import dev.afterimage.history.AuditQuery;
import dev.afterimage.history.SearchPage;
import dev.afterimage.inspection.AuditJson;
import dev.afterimage.inspection.ItemReference;
import dev.afterimage.inspection.NotUnderstoodException;
import dev.afterimage.inspection.SearchJson;
import dev.afterimage.inspection.Understood;
import dev.afterimage.item.TableName;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The search by table and time. Thread-safe. */
final class SearchPages {
    private static final Duration USUAL = Duration.ofDays(1);

    private final AuditParts parts;
    private final Pages pages;
    private final InstantSource clock;

    SearchPages(AuditParts parts, Pages pages, InstantSource clock) {
        this.parts = parts;
        this.pages = pages;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/audit", this::page, Access.READ);
        routes.get("/api/audit", this::api, Access.READ);
    }

    private void page(Context request) {
        SearchParameters asked = SearchParameters.of(request);
        Optional<String> item =
                asked.tables().stream().filter(text -> text.contains("/")).findFirst();
        try {
            if (item.isPresent()) {
                ItemReference reference = ItemReference.parse(item.get(), parts.keys());
                Address history = asked.filters(Links.item(reference.table(), reference.key()));
                request.redirect(history.toString(), HttpStatus.SEE_OTHER);
                return;
            }
            show(request, asked, SearchView.Found.of(asked, search(asked)));
        } catch (NotUnderstoodException senseless) {
            request.status(HttpStatus.BAD_REQUEST);
            String problem = String.valueOf(senseless.getMessage());
            pages.show(
                    request,
                    Place.AUDIT,
                    "Audit",
                    "audit/search.jte",
                    new SearchView(asked, parts.tables(), Optional.of(problem), Optional.empty(), false));
        }
    }

    private void show(Context request, SearchParameters asked, SearchView.Found found) {
        if (Pages.isPartAsked(request)) {
            pages.showPart(request, "audit/found.jte", found);
        } else {
            pages.show(
                    request,
                    Place.AUDIT,
                    "Audit",
                    "audit/search.jte",
                    new SearchView(asked, parts.tables(), Optional.empty(), Optional.of(found), parts.undo()));
        }
    }

    private void api(Context request) {
        SearchPage<AuditSummary> page = search(SearchParameters.of(request));
        Json.answer(request, json -> {
            json.writeArrayFieldStart("entries");
            for (AuditSummary summary : page.entries()) {
                json.writeStartObject();
                AuditJson.summary(json, summary);
                json.writeEndObject();
            }
            json.writeEndArray();
            SearchJson.page(json, page, page.cost());
        });
    }

    private SearchPage<AuditSummary> search(SearchParameters asked) {
        List<TableName> tables = asked.tables().isEmpty()
                ? parts.tables()
                : asked.tables().stream().map(ItemReference::tableName).toList();
        AuditQuery query =
                new AuditQuery(tables, asked.period(clock.instant()).range(USUAL, clock.instant()), asked.filter());
        return Understood.of(() -> parts.search().byTime(query, asked.page()));
    }
}
