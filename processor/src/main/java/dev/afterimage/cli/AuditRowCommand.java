package dev.afterimage.cli;

import dev.afterimage.audit.RowLink;
import dev.afterimage.config.Config;
import dev.afterimage.history.AuditSearch;
import dev.afterimage.inspection.AuditJson;
import dev.afterimage.inspection.ItemReference;
import dev.afterimage.projection.RowKey;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows which changes wrote a derived row. */
@Command(
        name = "row",
        description =
                "Show the changes that wrote a derived row, the newest first. It knows those that were applied while"
                        + " audit.row_links was on.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage audit row list_summary/L1",
            "  afterimage audit row 'user_lists/U1/owner#L1' --limit 3 --output json"
        })
final class AuditRowCommand implements Callable<Integer> {
    private final Setting setting;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ROW", description = "TABLE/KEY, or TABLE/KEY/SORT, of a table that a projection writes.")
    private String subject = "";

    @Option(
            names = {"-n", "--limit"},
            defaultValue = "20",
            paramLabel = "N",
            description = "At most so many changes (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private ConfigOptions options;

    @Mixin
    private Output output;

    AuditRowCommand(Setting setting) {
        this.setting = setting;
    }

    @Override
    public Integer call() {
        Listing.requireSome(limit);
        Config config = options.load(setting);
        try (Connection connection = setting.program().connect(config)) {
            ItemReference reference = ItemReference.parse(subject, connection::derivedKeyOf);
            RowKey row = new RowKey(reference.table(), reference.key());
            if (show(connection.auditSearch(), row) == 0 && !output.isJson()) {
                out().println("nothing is known that wrote " + row
                        + (config.audit().rowLinks() ? "" : ": audit.row_links is off in the configuration"));
            }
            out().flush();
            return 0;
        }
    }

    private int show(AuditSearch log, RowKey row) {
        return SearchListing.show(
                limit,
                request -> log.ofRow(row, request),
                page -> page.entries().forEach(this::show));
    }

    private void show(RowLink link) {
        if (output.isJson()) {
            JsonLine.print(out(), json -> AuditJson.link(json, link));
        } else {
            out().println(link.changedAt() + "  " + String.format("%-6s", link.operation()) + "  "
                    + link.id().item() + " #" + link.id().sequence());
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
