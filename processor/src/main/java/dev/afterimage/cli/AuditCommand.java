package dev.afterimage.cli;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.AuditSummary;
import dev.afterimage.config.Config;
import dev.afterimage.item.TableName;
import dev.afterimage.pipeline.StopSignal;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads the audit log. */
@Command(
        name = "audit",
        description = "Show what happened to items, follow it, put items back, or let the log prove itself.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage audit search lists --since 2h",
            "  afterimage audit show lists/L1",
            "  afterimage audit tail",
            "  afterimage audit verify --config afterimage.yaml"
        })
final class AuditCommand implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Tail.Marks<AuditSummary> SUMMARY = new Tail.Marks<>() {
        @Override
        public Object id(AuditSummary entry) {
            return entry.id();
        }

        @Override
        public Instant placedAt(AuditSummary entry) {
            return entry.changedAt();
        }

        @Override
        public Instant recordedAt(AuditSummary entry) {
            return entry.recordedAt();
        }
    };

    private final Setting setting;

    @Spec
    private CommandSpec spec;

    AuditCommand(Setting setting) {
        this.setting = setting;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: search, show, diff, row, undo, tail or verify");
    }

    @Command(
            name = "tail",
            description = "Show changes as they are recorded, until Ctrl-C.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  afterimage audit tail",
                "  afterimage audit tail --table lists --diff",
                "  afterimage audit tail --output json | jq .item",
                "",
                "It shows changes that are recorded within two minutes; of a lane that is further behind, none."
            })
    int tail(
            @Option(names = "--table", paramLabel = "TABLE", description = "Only of this table; may be given again.")
                    @Nullable
                    List<String> tables,
            @Option(names = "--diff", description = "Also show what each changed, for two more reads each.")
                    boolean diff,
            @Mixin ConfigOptions options,
            @Mixin Output output) {
        Config config = options.load(setting);
        try (Connection connection = setting.program().connect(config)) {
            AuditLog log = connection.auditLog();
            List<Tail<AuditSummary>> tails = NamedTables.of(tables, config).stream()
                    .map(table -> tail(log, table))
                    .toList();
            Consumer<AuditSummary> print =
                    diff ? summary -> printWhole(log, summary, output) : summary -> print(summary, output);
            StopSignal stop = setting.termination().listen(PATIENCE);
            Tail.follow(tails, setting.clock(), stop, print);
            return 0;
        }
    }

    private Tail<AuditSummary> tail(AuditLog log, TableName table) {
        return new Tail<>((range, page) -> log.ofTable(table, range, page), SUMMARY);
    }

    private void printWhole(AuditLog log, AuditSummary summary, Output output) {
        Optional<AuditEntry> entry = log.entry(summary.id());
        if (entry.isEmpty()) {
            print(summary, output);
        } else if (output.isJson()) {
            AuditText.json(entry.get(), log.notes(summary.id()), out());
        } else {
            AuditText.diff(entry.get(), log.notes(summary.id()), out());
        }
    }

    private void print(AuditSummary summary, Output output) {
        if (output.isJson()) {
            AuditText.json(summary, out());
        } else {
            AuditText.line(summary, out());
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
