package dev.afterimage.cli;

import dev.afterimage.item.TableName;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks after the tables. */
@Command(
        name = "tables",
        description = "Create, check or list the tables that the configuration means.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  afterimage tables create --config afterimage.yaml",
            "  afterimage tables check",
            "  afterimage tables list --output json"
        })
final class TablesCommand implements Runnable {
    private final Setting setting;

    @Spec
    private CommandSpec spec;

    TablesCommand(Setting setting) {
        this.setting = setting;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: create, check or list");
    }

    @Command(
            name = "create",
            description = "Create the own, derived and lease tables that are missing, with the settings that the"
                    + " configuration names; Terraform does the same and more. Source tables are yours: they are checked, not"
                    + " created. What exists is left as it is.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage tables create --config afterimage.yaml")
    int create(@Mixin ConfigOptions options, @Mixin Output output) {
        try (Connection connection = connect(options)) {
            Set<TableName> created = new HashSet<>(connection.createTables());
            List<TableReport> tables = connection.tables();
            print(tables, created, output);
            return exitCode(tables);
        }
    }

    @Command(
            name = "check",
            description =
                    "Report everything that would keep a worker from its work; exit code 1 where there is something."
                            + " And, as hints, in what tables are paid for and kept otherwise than their settings say. Changes"
                            + " nothing.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage tables check --config afterimage.yaml")
    int check(@Mixin ConfigOptions options, @Mixin Output output) {
        try (Connection connection = connect(options)) {
            List<TableReport> tables = connection.tables();
            print(tables, Set.of(), output);
            return exitCode(tables);
        }
    }

    @Command(
            name = "list",
            description = "List the tables, what each is for and how it is.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage tables list --output json")
    void list(@Mixin ConfigOptions options, @Mixin Output output) {
        try (Connection connection = connect(options)) {
            print(connection.tables(), Set.of(), output);
        }
    }

    private Connection connect(ConfigOptions options) {
        return setting.program().connect(options.load(setting));
    }

    private static int exitCode(List<TableReport> tables) {
        return tables.stream().anyMatch(table -> table.problem().isPresent()) ? 1 : 0;
    }

    private void print(List<TableReport> tables, Set<TableName> created, Output output) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            tables.forEach(table -> json(table, created.contains(table.name()), out));
            return;
        }
        TextTable text = new TextTable("TABLE", "ROLE", "STATE");
        for (TableReport table : tables) {
            String state = created.contains(table.name()) ? "created" : "ok";
            text.row(table.name().value(), role(table), table.problem().orElse(state));
        }
        text.print(out);
        for (TableReport table : tables) {
            table.hints().forEach(hint -> out.println("hint: table " + table.name() + " " + hint));
        }
        out.flush();
    }

    private static void json(TableReport table, boolean created, PrintWriter out) {
        JsonLine.print(out, json -> {
            json.writeStringField("table", table.name().value());
            json.writeStringField("role", role(table));
            json.writeBooleanField("ok", table.problem().isEmpty());
            json.writeBooleanField("created", created);
            if (table.problem().isPresent()) {
                json.writeStringField("problem", table.problem().get());
            }
            if (!table.hints().isEmpty()) {
                json.writeArrayFieldStart("hints");
                for (String hint : table.hints()) {
                    json.writeString(hint);
                }
                json.writeEndArray();
            }
        });
    }

    private static String role(TableReport table) {
        return table.role().name().toLowerCase(Locale.ROOT);
    }
}
