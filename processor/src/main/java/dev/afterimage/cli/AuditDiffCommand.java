package dev.afterimage.cli;

import dev.afterimage.history.AsOf;
import dev.afterimage.history.ItemHistory;
import dev.afterimage.history.Read;
import dev.afterimage.inspection.AsOfJson;
import dev.afterimage.inspection.AsOfText;
import dev.afterimage.inspection.ItemDiff;
import dev.afterimage.inspection.ItemReference;
import dev.afterimage.inspection.SearchJson;
import dev.afterimage.inspection.TargetText;
import dev.afterimage.item.Item;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares what an item was at two points in its history. */
@Command(
        name = "diff",
        description = "Compare what an item was at two points in its history, path by path.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage audit diff lists/L1 --from 24h",
            "  afterimage audit diff lists/L1 --from before:4711 --to 4711",
            "  afterimage audit diff guests/L1/U2 --from 2026-07-01T12:00:00Z --to 15m --output json",
            "",
            "A point is a moment, how long ago, the number of a change (after it), before: and such a number, or now.",
            "Numbers are compared by their value: 1 and 1.0 are one number to DynamoDB."
        })
final class AuditDiffCommand implements Callable<Integer> {
    private final Setting setting;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ITEM", description = "TABLE/KEY, or TABLE/KEY/SORT.")
    private String subject;

    @Option(names = "--from", required = true, paramLabel = "POINT", description = "What it was then.")
    private String from;

    @Option(
            names = "--to",
            defaultValue = "now",
            paramLabel = "POINT",
            description = "And then (default: ${DEFAULT-VALUE}).")
    private String to;

    @Mixin
    private ConfigOptions options;

    @Mixin
    private Output output;

    AuditDiffCommand(Setting setting) {
        this.setting = setting;
    }

    @Override
    public Integer call() {
        try (Connection connection = setting.program().connect(options.load(setting))) {
            ItemReference item = ItemReference.parse(subject, connection::keyOf);
            ItemHistory history = new ItemHistory(connection.auditSearch(), item.table(), item.key());
            Read<AsOf> earlier = asOf(history, from);
            Read<AsOf> later = asOf(history, to);
            if (output.isJson()) {
                json(item, earlier, later);
            } else {
                text(item, earlier.value(), later.value());
            }
            return 0;
        }
    }

    private Read<AsOf> asOf(ItemHistory history, String point) {
        return history.asOf(TargetText.parse(point, setting.clock().instant()));
    }

    private void text(ItemReference item, AsOf earlier, AsOf later) {
        out().println(item + " at " + from + ": " + AsOfText.of(earlier));
        out().println(item + " at " + to + ": " + AsOfText.of(later));
        List<String> lines = ItemDiff.lines(image(earlier), image(later));
        lines.forEach(line -> out().println("    " + line));
        if (lines.isEmpty()) {
            out().println("    no difference");
        }
        out().flush();
    }

    private void json(ItemReference item, Read<AsOf> earlier, Read<AsOf> later) {
        JsonLine.print(out(), json -> {
            json.writeStringField("item", item.toString());
            AsOfJson.comparison(json, earlier.value(), later.value());
            SearchJson.cost(json, earlier.cost().plus(later.cost()));
        });
    }

    private static Item image(AsOf answer) {
        return answer.image().orElse(Item.empty());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
