package dev.afterimage.console.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.UndoNote;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Json;
import dev.afterimage.console.web.Problem;
import dev.afterimage.history.AsOf;
import dev.afterimage.history.AuditSearch;
import dev.afterimage.history.ItemChanges;
import dev.afterimage.history.Read;
import dev.afterimage.history.Recorded;
import dev.afterimage.history.SearchPage;
import dev.afterimage.inspection.AsOfJson;
import dev.afterimage.inspection.AuditJson;
import dev.afterimage.inspection.DifferenceJson;
import dev.afterimage.inspection.ItemDiff;
import dev.afterimage.inspection.ItemReference;
import dev.afterimage.inspection.SearchJson;
import dev.afterimage.inspection.Understood;
import dev.afterimage.item.Item;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One item's history as JSON. Thread-safe. */
final class ItemApi {
    private final ItemQuestions questions;
    private final AuditSearch log;

    ItemApi(ItemQuestions questions, AuditSearch log) {
        this.questions = questions;
        this.log = log;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/items/{table}/<key>/changes", this::changes, Access.READ);
        routes.get("/api/items/{table}/<key>/changes/{sequence}", this::change, Access.READ);
        routes.get("/api/items/{table}/<key>/as-of", this::asOf, Access.READ);
        routes.get("/api/items/{table}/<key>/compare", this::compare, Access.READ);
    }

    private void changes(Context request) {
        ItemReference item = questions.item(request);
        ItemChanges found = questions.changes(item, SearchParameters.of(request));
        SearchPage<Recorded> page = found.page();
        Json.answer(request, json -> {
            json.writeStringField("item", item.toString());
            json.writeArrayFieldStart("changes");
            for (Recorded recorded : page.entries()) {
                json.writeStartObject();
                change(json, recorded);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("undos");
            for (UndoNote undo : found.undos()) {
                json.writeStartObject();
                AuditJson.undo(json, undo);
                json.writeEndObject();
            }
            json.writeEndArray();
            SearchJson.page(json, page, page.cost());
        });
    }

    private static void change(JsonGenerator json, Recorded recorded) throws IOException {
        switch (recorded.record()) {
            case AuditRecord.Damaged damaged -> AuditJson.damaged(json, damaged);
            case AuditRecord.Whole whole -> {
                AuditEntry entry = whole.entry();
                AuditJson.head(json, entry);
                json.writeNumberField("lag_seconds", lag(entry).toMillis() / 1_000.0);
                DifferenceJson.differences(json, ItemDiff.between(before(entry.change()), after(entry.change())));
                AuditJson.rest(json, entry, recorded.notes(), recorded.undo());
            }
        }
    }

    private static Duration lag(AuditEntry entry) {
        return Duration.between(entry.change().changedAt(), entry.recordedAt());
    }

    private static Item before(Change change) {
        return change.before().orElse(Item.empty());
    }

    private static Item after(Change change) {
        return change.after().orElse(Item.empty());
    }

    private void change(Context request) {
        ItemReference item = questions.item(request);
        ChangeId id = new ChangeId(item.table(), item.key(), sequence(request.pathParam("sequence")));
        Read<Optional<AuditEntry>> found = log.entry(id);
        AuditEntry entry = found.value()
                .orElseThrow(() -> Problem.notFound("the audit log has no change #" + id.sequence() + " of " + item)
                        .asException());
        Read<List<AuditNote>> notes = log.notes(id.table(), id.key(), id.sequence(), id.sequence());
        Json.answer(request, json -> {
            AuditJson.entry(json, entry, notes.value(), Optional.empty());
            SearchJson.cost(json, found.cost().plus(notes.cost()));
        });
    }

    private static SequenceNumber sequence(String text) {
        return Understood.of(() -> SequenceNumber.of(text));
    }

    private void asOf(Context request) {
        ItemReference item = questions.item(request);
        Read<AsOf> answer = questions.asOf(item, ItemQuestions.point(request, "at"));
        Json.answer(request, json -> {
            json.writeStringField("item", item.toString());
            AsOfJson.asOf(json, answer.value());
            SearchJson.cost(json, answer.cost());
        });
    }

    private void compare(Context request) {
        ItemReference item = questions.item(request);
        Read<AsOf> from = questions.asOf(item, ItemQuestions.required(request, "from"));
        Read<AsOf> to = questions.asOf(item, ItemQuestions.point(request, "to"));
        Json.answer(request, json -> {
            json.writeStringField("item", item.toString());
            AsOfJson.comparison(json, from.value(), to.value());
            SearchJson.cost(json, from.cost().plus(to.cost()));
        });
    }
}
