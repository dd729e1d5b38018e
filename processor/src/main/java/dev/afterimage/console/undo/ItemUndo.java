package dev.afterimage.console.undo;

import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Json;
import dev.afterimage.console.web.Pages;
import dev.afterimage.console.web.Place;
import dev.afterimage.console.web.Problem;
import dev.afterimage.history.Target;
import dev.afterimage.inspection.ItemReference;
import dev.afterimage.inspection.TargetText;
import dev.afterimage.inspection.UndoJson;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.undo.UndoEnd;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/** Puts one item back: what that would do, and doing it; for people and programs. Thread-safe. */
final class ItemUndo {
    private final UndoParts parts;
    private final UndoQuestions questions;
    private final Pages pages;
    private final StopSignal stop;

    ItemUndo(UndoParts parts, UndoQuestions questions, Pages pages, StopSignal stop) {
        this.parts = parts;
        this.questions = questions;
        this.pages = pages;
        this.stop = stop;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/undo/items/{table}/<key>", this::preview, Access.READ);
        routes.post("/undo/items/{table}/<key>", this::putBack, Access.CHANGE);
        routes.get("/api/undo/items/{table}/<key>", this::apiPreview, Access.READ);
        routes.post("/api/undo/items/{table}/<key>", this::apiPutBack, Access.CHANGE);
    }

    private ItemUndoView.Preview previewOf(Context request) {
        questions.requireAllowed();
        ItemReference item = questions.item(request);
        Target target = questions.target(request.queryParam("to"));
        return new ItemUndoView.Preview(item, target, parts.planner().plan(item.table(), item.key(), target));
    }

    private void preview(Context request) {
        ItemUndoView.Preview model = previewOf(request);
        pages.show(request, Place.AUDIT, "Put " + model.item() + " back", "undo/item.jte", model);
    }

    private void apiPreview(Context request) {
        ItemUndoView.Preview preview = previewOf(request);
        Json.answer(request, json -> UndoJson.plan(json, preview.plan(), preview.target()));
    }

    private ItemUndoView.Result resultOf(Context request) {
        questions.requireAllowed();
        ItemReference item = questions.item(request);
        Target target = questions.target(request.formParam("to"));
        UndoEnd end = parts.undoers()
                .of(UndoQuestions.author(request), stop)
                .undo(item.table(), item.key(), target, Optional.of(UndoQuestions.seen(request)));
        return new ItemUndoView.Result(item, TargetText.of(target), end);
    }

    private void putBack(Context request) {
        ItemUndoView.Result model = resultOf(request);
        problem(model.end()).ifPresent(problem -> request.status(problem.status()));
        pages.show(request, Place.AUDIT, model.item() + " put back", "undo/itemEnd.jte", model);
    }

    private void apiPutBack(Context request) {
        ItemUndoView.Result result = resultOf(request);
        Optional<Problem> problem = problem(result.end());
        if (problem.isPresent()) {
            throw problem.get().asException();
        }
        Json.answer(request, json -> UndoJson.end(json, result.item().toString(), result.end()));
    }

    /** That the item is not as it was; empty where it is. */
    private static Optional<Problem> problem(UndoEnd end) {
        String trouble = end.trouble().orElse("");
        return switch (end) {
            case UndoEnd.Done _, UndoEnd.Same _ -> Optional.empty();
            case UndoEnd.Changed _, UndoEnd.Impossible _ -> Optional.of(Problem.conflict(trouble));
            case UndoEnd.Failed _, UndoEnd.Stopped _ -> Optional.of(Problem.unavailable(trouble));
        };
    }
}
