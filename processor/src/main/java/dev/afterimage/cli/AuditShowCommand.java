package dev.afterimage.cli;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRecord;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.audit.UndoNote;
import dev.afterimage.change.ChangeId;
import dev.afterimage.history.AsOf;
import dev.afterimage.history.AuditQuery;
import dev.afterimage.history.AuditSearch;
import dev.afterimage.history.ItemChanges;
import dev.afterimage.history.ItemHistory;
import dev.afterimage.history.Read;
import dev.afterimage.history.Recorded;
import dev.afterimage.history.SearchPage;
import dev.afterimage.history.Target;
import dev.afterimage.inspection.AsOfJson;
import dev.afterimage.inspection.AsOfText;
import dev.afterimage.inspection.AttributePath;
import dev.afterimage.inspection.AuditJson;
import dev.afterimage.inspection.ItemReference;
import dev.afterimage.inspection.SearchJson;
import dev.afterimage.inspection.TargetText;
import dev.afterimage.inspection.ValueText;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.PageRequest;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the changes of an item, or of a table. */
@Command(
        name = "show",
        description = "Show the changes of an item, or of a table, with what each changed; the newest first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage audit show lists/L1",
            "  afterimage audit show guests/L1/U2 --limit 3",
            "  afterimage audit show 'guests/list_id=L1&user_id=U2' --output json",
            "  afterimage audit show lists/L1 --as-of 2026-07-01T12:00:00Z",
            "  afterimage audit show items --since 15m --changed done",
            "",
            "An item is TABLE/KEY, or TABLE/KEY/SORT where the table has a sort key; there, a / in KEY is written %%2F.",
            "Numbers are written as they are, binaries as base64. Key names, as the program prints them, work, too."
        })
final class AuditShowCommand implements Callable<Integer> {
    private static final Duration USUAL = Duration.ofDays(1);

    private final Setting setting;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ITEM", description = "An item, or a table alone.")
    private String subject = "";

    @Option(
            names = {"-n", "--limit"},
            defaultValue = "20",
            paramLabel = "N",
            description = "At most so many entries (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--as-of",
            paramLabel = "POINT",
            description =
                    "Instead of its changes, what the item was: at a moment, so long ago, after the change with this"
                            + " number, or before:NUMBER.")
    private @Nullable String asOf;

    @Mixin
    private FilterOptions filters;

    @Mixin
    private TimeOptions times;

    @Mixin
    private ConfigOptions options;

    @Mixin
    private Output output;

    AuditShowCommand(Setting setting) {
        this.setting = setting;
    }

    @Override
    public Integer call() {
        Listing.requireSome(limit);
        try (Connection connection = setting.program().connect(options.load(setting))) {
            AuditSearch log = connection.auditSearch();
            if (asOf != null) {
                showAsOf(log, ItemReference.parse(subject, connection::keyOf), asOf);
                return 0;
            }
            int shown = subject.contains("/")
                    ? show(log, ItemReference.parse(subject, connection::keyOf))
                    : show(log, ItemReference.tableName(subject));
            if (shown == 0 && !output.isJson()) {
                out().println("no entries for " + subject + " in this time");
                out().flush();
            }
            return 0;
        }
    }

    private int show(AuditSearch log, TableName table) {
        Instant now = setting.clock().instant();
        AuditQuery query = new AuditQuery(List.of(table), times.range(USUAL, now), filters.filter());
        return SearchListing.show(
                limit,
                request -> log.byTime(query, request),
                page -> page.entries().forEach(summary -> show(log, summary)));
    }

    private int show(AuditSearch log, ItemReference item) {
        ItemHistory history = new ItemHistory(log, item.table(), item.key());
        return SearchListing.show(
                limit,
                request -> changes(history, request),
                page -> page.entries().forEach(this::show));
    }

    private SearchPage<Recorded> changes(ItemHistory history, PageRequest request) {
        ItemChanges changes = history.changes(times.period(setting.clock().instant()), filters.filter(), request);
        if (request.after().isEmpty()) {
            changes.undos().stream()
                    .filter(undo -> undo.outcome() != UndoNote.Outcome.DONE)
                    .forEach(this::show);
        }
        return changes.page();
    }

    private void showAsOf(AuditSearch log, ItemReference item, String point) {
        Target target = TargetText.parse(point, setting.clock().instant());
        Read<AsOf> found = new ItemHistory(log, item.table(), item.key()).asOf(target);
        if (output.isJson()) {
            JsonLine.print(out(), json -> {
                json.writeStringField("item", item.toString());
                AsOfJson.asOf(json, found.value());
                SearchJson.cost(json, found.cost());
            });
            return;
        }
        out().println(item + ": " + AsOfText.of(found.value()));
        found.value()
                .image()
                .ifPresent(image -> image.attributes()
                        .forEach((name, value) ->
                                out().println("    " + AttributePath.of(name) + ": " + ValueText.of(value))));
        out().flush();
    }

    private static List<AuditNote> notes(AuditSearch log, ChangeId id) {
        return log.notes(id.table(), id.key(), id.sequence(), id.sequence()).value();
    }

    private void show(Recorded recorded) {
        switch (recorded.record()) {
            case AuditRecord.Whole whole -> show(whole.entry(), recorded.notes(), recorded.undo());
            case AuditRecord.Damaged damaged -> show(damaged);
        }
    }

    private void show(AuditSearch log, AuditSummary summary) {
        Optional<AuditEntry> entry = log.entry(summary.id()).value();
        if (entry.isPresent()) {
            show(entry.get(), notes(log, summary.id()), Optional.empty());
        } else if (output.isJson()) {
            AuditText.json(summary, out());
        } else {
            AuditText.line(summary, out());
        }
    }

    private void show(AuditEntry entry, List<AuditNote> notes, Optional<UndoNote> undo) {
        if (output.isJson()) {
            AuditText.json(entry, notes, undo, out());
            return;
        }
        AuditText.diff(entry, notes, out());
        undo.ifPresent(made -> out().println("    " + AuditText.text(made)));
        out().flush();
    }

    /** An undo that made no change that is recorded. */
    private void show(UndoNote undo) {
        if (output.isJson()) {
            JsonLine.print(out(), json -> {
                json.writeObjectFieldStart("undo");
                AuditJson.undo(json, undo);
                json.writeEndObject();
            });
        } else {
            out().println(AuditText.text(undo));
        }
    }

    private void show(AuditRecord.Damaged damaged) {
        if (output.isJson()) {
            AuditText.json(damaged, out());
        } else {
            AuditText.line(damaged, out());
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
