package dev.afterimage.console.audit;

import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Pages;
import dev.afterimage.console.web.Place;
import dev.afterimage.history.AsOf;
import dev.afterimage.history.Read;
import dev.afterimage.inspection.ItemReference;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** The pages of one item: its history, what it was, and what differs between two points. Thread-safe. */
final class ItemPages {
    private final ItemQuestions questions;
    private final Pages pages;

    ItemPages(ItemQuestions questions, Pages pages) {
        this.questions = questions;
        this.pages = pages;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/audit/{table}/<key>", this::history, Access.READ);
        routes.get("/as-of/{table}/<key>", this::asOf, Access.READ);
        routes.get("/compare/{table}/<key>", this::compare, Access.READ);
    }

    private void history(Context request) {
        ItemReference item = questions.item(request);
        SearchParameters asked = SearchParameters.of(request);
        ItemView.Changes changes = ItemView.Changes.of(item, asked, questions.changes(item, asked), questions.undo());
        if (Pages.isPartAsked(request)) {
            pages.showPart(request, "audit/changes.jte", changes);
        } else {
            pages.show(request, Place.AUDIT, item.toString(), "audit/item.jte", new ItemView(item, asked, changes));
        }
    }

    private void asOf(Context request) {
        PastView.At model = at(questions.item(request), ItemQuestions.point(request, "at"));
        pages.show(request, Place.AUDIT, model.item() + " as of " + model.point(), "audit/asOf.jte", model);
    }

    private void compare(Context request) {
        ItemReference item = questions.item(request);
        PastView.Comparison model = new PastView.Comparison(
                at(item, ItemQuestions.required(request, "from")), at(item, ItemQuestions.point(request, "to")));
        pages.show(request, Place.AUDIT, item + " compared", "audit/compare.jte", model);
    }

    private PastView.At at(ItemReference item, String point) {
        Read<AsOf> answer = questions.asOf(item, point);
        return new PastView.At(item, point, answer.value(), answer.cost(), questions.undo());
    }
}
