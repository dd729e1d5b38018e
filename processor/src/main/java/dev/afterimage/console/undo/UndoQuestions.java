package dev.afterimage.console.undo;

import dev.afterimage.console.audit.AuditParts;
import dev.afterimage.console.audit.SearchParameters;
import dev.afterimage.console.web.Caller;
import dev.afterimage.console.web.Problem;
import dev.afterimage.history.AuditQuery;
import dev.afterimage.history.Fingerprint;
import dev.afterimage.history.Target;
import dev.afterimage.inspection.ItemReference;
import dev.afterimage.inspection.NotUnderstoodException;
import dev.afterimage.inspection.TargetText;
import dev.afterimage.item.TableName;
import dev.afterimage.undo.Undoer;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What requests say about items that are to be put back. Thread-safe. */
final class UndoQuestions {
    private static final Duration USUAL = Duration.ofDays(1);
    private static final int LONGEST_REASON = 1_000;

    private final boolean allowed;
    private final AuditParts audit;
    private final InstantSource clock;

    UndoQuestions(boolean allowed, AuditParts audit, InstantSource clock) {
        this.allowed = allowed;
        this.audit = audit;
        this.clock = clock;
    }

    List<TableName> tables() {
        return audit.tables();
    }

    private Instant now() {
        return clock.instant();
    }

    /** Ends the request where the configuration does not allow any of this. */
    void requireAllowed() {
        if (!allowed) {
            throw Problem.forbidden(
                            "putting items back is off: write undo.allow: true in the configuration, and allow its role"
                                    + " to write to the source tables")
                    .asException();
        }
    }

    /** The item that the path names, of a table that is followed. */
    ItemReference item(Context request) {
        TableName table = followed(request.pathParam("table"));
        return ItemReference.parse(table, request.pathParam("key"), audit.keys());
    }

    private TableName followed(String name) {
        TableName table = ItemReference.tableName(name);
        if (!audit.tables().contains(table)) {
            throw new NotUnderstoodException(
                    "'" + name + "' is no source table of this worker, so nothing is put back there");
        }
        return table;
    }

    /** The point to go back to. */
    Target target(@Nullable String text) {
        Target target = TargetText.parse(
                given(text)
                        .orElseThrow(
                                () -> new NotUnderstoodException("say what to go back to: write the parameter 'to',"
                                        + " such as to=15m, to=2026-07-01T12:00:00Z or a change's number")),
                now());
        if (target instanceof Target.Newest) {
            throw new NotUnderstoodException("'now' is what the item is already");
        }
        return target;
    }

    /** What a form asks for: which items, and what they go back to. */
    UndoJob.Order order(Context request) {
        return new UndoJob.Order(
                query(SearchParameters.ofForm(request)),
                moment(request.formParam("to")),
                Caller.of(request).requireOperator(),
                now());
    }

    /** The moment to go back to; a change's number is one of its item alone. */
    private Target.At moment(@Nullable String text) {
        if (target(text) instanceof Target.At at) {
            return at;
        }
        throw new NotUnderstoodException(
                "many items go back to a moment: write 2026-07-01T12:00:00Z, or how long ago, such as 2h");
    }

    /** The changes whose items are meant, at times that do not move any more. */
    private AuditQuery query(SearchParameters asked) {
        if (asked.tables().isEmpty()) {
            throw new NotUnderstoodException("say of which tables the items are: one at least");
        }
        List<TableName> tables = asked.tables().stream().map(this::followed).toList();
        return new AuditQuery(tables, asked.period(now()).range(USUAL, now()), asked.filter());
    }

    /** What the operator has seen of the item. */
    static Fingerprint seen(Context request) {
        return given(request.formParam("seen"))
                .map(Fingerprint::new)
                .orElseThrow(() -> new NotUnderstoodException(
                        "say what you have seen of the item: send 'seen' as the preview gave it"));
    }

    /** Who puts back, and why. */
    static Undoer.Author author(Context request) {
        Optional<String> reason = given(request.formParam("reason"));
        if (reason.filter(text -> text.length() > LONGEST_REASON).isPresent()) {
            throw new NotUnderstoodException("a reason has up to " + LONGEST_REASON + " characters");
        }
        return new Undoer.Author(Caller.of(request).requireOperator(), reason);
    }

    static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(some -> !some.isEmpty());
    }
}
