package dev.afterimage.cli;

import dev.afterimage.config.Config;
import dev.afterimage.history.AuditFilter;
import dev.afterimage.history.AuditQuery;
import dev.afterimage.history.Period;
import dev.afterimage.history.Target;
import dev.afterimage.inspection.ItemReference;
import dev.afterimage.inspection.TargetText;
import dev.afterimage.undo.Undoer;
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

/** Puts items of source tables back to what they were. */
@Command(
        name = "undo",
        description =
                "Put an item, or every item that a search finds, back to what it was at a point in its history, where"
                        + " nobody changes it meanwhile. It is shown first, and noted in the audit log. Exit code 1 where some could"
                        + " not be put back. undo.allow must be true in the configuration.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage audit undo lists/L1 --to 15m --dry-run",
            "  afterimage audit undo lists/L1 --to before:4711 --reason 'deleted by mistake'",
            "  afterimage audit undo --table items --since 2h --actor U7 --to 2h --reason 'a bad import'",
            "",
            "A point is a moment, how long ago, the number of a change (after it), or before: and such a number; for all items",
            "of a search it is a moment or how long ago. An item that is changed between the preview and the write is left",
            "alone. Each write costs its table's write units and those of its indexes, and each note of it 4 in the audit log."
        })
final class AuditUndoCommand implements Callable<Integer> {
    private static final Duration USUAL = Duration.ofDays(1);

    private final Setting setting;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "ITEM", description = "TABLE/KEY, or TABLE/KEY/SORT.")
    private @Nullable String subject;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "Instead of one item, those of this table that a search finds; may be given again.")
    private @Nullable List<String> tables;

    @Option(names = "--to", required = true, paramLabel = "POINT", description = "Back to what it was then.")
    private String to = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit log.")
    private @Nullable String reason;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Mixin
    private FilterOptions filters;

    @Mixin
    private TimeOptions times;

    @Mixin
    private Operator operator;

    @Mixin
    private ConfigOptions options;

    @Mixin
    private Output output;

    AuditUndoCommand(Setting setting) {
        this.setting = setting;
    }

    @Override
    public Integer call() {
        Instant now = setting.clock().instant();
        Target target = target(now);
        requireClear(now);
        Config config = options.load(setting);
        if (!config.undo().allow()) {
            throw Failure.usage(
                    "putting items back is off: write undo.allow: true in the configuration, and allow its role to"
                            + " write to the source tables");
        }
        if (!yes && !operator.dryRun() && !setting.terminal().attended()) {
            throw Failure.usage("nobody is at a terminal to be asked: look with --dry-run, then say --yes");
        }
        try (Connection connection = setting.program().connect(config)) {
            UndoWork work = work(connection, target);
            return subject == null
                    ? work.all(query(now), connection.auditSearch())
                    : work.one(ItemReference.parse(subject, connection::keyOf));
        }
    }

    private UndoWork work(Connection connection, Target target) {
        Undoer.Author author =
                new Undoer.Author(operator.name(), Optional.ofNullable(reason).filter(text -> !text.isBlank()));
        UndoText text = new UndoText(
                target, output, spec.commandLine().getOut(), spec.commandLine().getErr());
        return new UndoWork(connection, new UndoWork.Wish(target, author, operator.dryRun(), yes), setting, text);
    }

    /** The number of a change is one of its item alone. */
    private Target target(Instant now) {
        Target target = TargetText.parse(to, now);
        boolean moment = target instanceof Target.At;
        if (target instanceof Target.Newest || (subject == null && !moment)) {
            throw Failure.usage("--to is " + to + ": "
                    + (subject == null
                            ? "for many items, write a moment such as 2026-07-01T12:00:00Z, or how long ago, such as 2h"
                            : "that is what it is already"));
        }
        return target;
    }

    private void requireClear(Instant now) {
        boolean narrowed =
                !filters.filter().equals(AuditFilter.ALL) || !times.period(now).equals(Period.ALL);
        boolean clear =
                subject == null ? tables != null && times.period(now).from().isPresent() : tables == null && !narrowed;
        if (!clear) {
            throw Failure.usage(
                    "name an item alone, or --table and --since, which --until, --operation, --actor and --changed"
                            + " narrow down");
        }
    }

    private AuditQuery query(Instant now) {
        List<String> named = tables == null ? List.of() : tables;
        return new AuditQuery(
                named.stream().map(ItemReference::tableName).toList(), times.range(USUAL, now), filters.filter());
    }
}
