package dev.afterimage.cli;

import dev.afterimage.audit.AuditSummary;
import dev.afterimage.config.Config;
import dev.afterimage.history.AuditQuery;
import dev.afterimage.history.AuditSearch;
import dev.afterimage.history.ReadCost;
import dev.afterimage.history.SearchPage;
import dev.afterimage.inspection.SearchJson;
import dev.afterimage.inspection.Understood;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.Order;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.pipeline.StopSignal;
import java.io.PrintWriter;
import java.time.Duration;
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

/** Searches the audit log by table and time. */
@Command(
        name = "search",
        description =
                "Search the changes of tables by time, the newest first: a line each, and what reading them cost.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage audit search lists --since 2h",
            "  afterimage audit search --operation REMOVE --operation EXPIRE --since 7d",
            "  afterimage audit search items --changed done --actor U7 --limit 1000 --output json",
            "",
            "Filters are looked for entry by entry: what is rare costs as much as what lies before it. Ctrl-C ends the",
            "search with what it has, and a --cursor to go on from. In JSON the last line is the page: its cursor, how far",
            "back it has looked, and its cost."
        })
final class AuditSearchCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration USUAL = Duration.ofDays(1);

    private final Setting setting;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "TABLE", description = "The tables (default: all that are followed).")
    private @Nullable List<String> tables;

    @Option(
            names = {"-n", "--limit"},
            defaultValue = "50",
            paramLabel = "N",
            description = "At most so many entries (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on from where a search has ended.")
    private @Nullable String cursor;

    @Mixin
    private FilterOptions filters;

    @Mixin
    private TimeOptions times;

    @Mixin
    private ConfigOptions options;

    @Mixin
    private Output output;

    AuditSearchCommand(Setting setting) {
        this.setting = setting;
    }

    @Override
    public Integer call() {
        Listing.requireSome(limit);
        Config config = options.load(setting);
        AuditQuery query = new AuditQuery(
                NamedTables.of(tables, config),
                times.range(USUAL, setting.clock().instant()),
                filters.filter());
        try (Connection connection = setting.program().connect(config)) {
            search(connection.auditSearch(), query);
            return 0;
        }
    }

    /** Page after page, until there are enough. */
    private void search(AuditSearch log, AuditQuery query) {
        StopSignal stop = setting.termination().listen(PATIENCE);
        Optional<Cursor> after = Optional.ofNullable(cursor).map(AuditSearchCommand::cursor);
        ReadCost cost = ReadCost.NONE;
        int shown = 0;
        while (true) {
            PageRequest request = new PageRequest(Order.NEWEST_FIRST, after, Math.min(Listing.PAGE, limit - shown));
            SearchPage<AuditSummary> page = page(log, query, request);
            page.entries().forEach(this::show);
            cost = cost.plus(page.cost());
            shown += page.entries().size();
            after = page.end();
            if (!page.more() || shown == limit || stop.raised()) {
                end(page, shown, cost);
                return;
            }
        }
    }

    private static SearchPage<AuditSummary> page(AuditSearch log, AuditQuery query, PageRequest request) {
        return Understood.of(() -> log.byTime(query, request));
    }

    private static Cursor cursor(String token) {
        return Understood.of(() -> new Cursor(token));
    }

    private void show(AuditSummary summary) {
        if (output.isJson()) {
            AuditText.json(summary, out());
        } else {
            AuditText.line(summary, out());
        }
    }

    private void end(SearchPage<AuditSummary> last, int shown, ReadCost cost) {
        Optional<Cursor> more = last.end().filter(_ -> last.more());
        if (output.isJson()) {
            JsonLine.print(out(), json -> {
                json.writeObjectFieldStart("page");
                SearchJson.page(json, last, cost);
                json.writeEndObject();
            });
            return;
        }
        out().println((shown == 1 ? "1 entry" : shown + " entries") + "; searched back to " + last.reached() + ", for "
                + CostText.of(cost));
        more.ifPresent(end -> out().println("there may be more: --cursor " + end));
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
