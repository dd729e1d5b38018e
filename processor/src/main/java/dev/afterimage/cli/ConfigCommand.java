package dev.afterimage.cli;

import dev.afterimage.config.Config;
import dev.afterimage.config.ConfigLoader;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Helps with the configuration. */
@Command(
        name = "config",
        description = "Show an example of the configuration, or check one.",
        footerHeading = "%nExamples:%n",
        footer = {"  afterimage config example > afterimage.yaml", "  afterimage config check --config afterimage.yaml"
        })
final class ConfigCommand implements Runnable {
    private final Setting setting;

    @Spec
    private CommandSpec spec;

    ConfigCommand(Setting setting) {
        this.setting = setting;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: example or check");
    }

    @Command(
            name = "example",
            description = "Print a commented configuration: every key with its default.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage config example > afterimage.yaml")
    void example() {
        print(ConfigLoader.example().stripTrailing());
    }

    @Command(
            name = "check",
            description = "Report every mistake in the configuration. Nothing is called.",
            footerHeading = "%nExample:%n",
            footer = "  afterimage config check --config afterimage.yaml")
    void check(@Mixin ConfigOptions options) {
        Config config = options.load(setting);
        print("no mistakes; follows "
                + config.sources().stream()
                        .map(source -> source.table().value())
                        .collect(Collectors.joining(", ")));
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
