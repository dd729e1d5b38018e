package dev.afterimage.cli;

import picocli.CommandLine.Option;

/** The option that says for whom a verb writes. */
public final class Output {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text for people, json for scripts: one object a line (default: ${DEFAULT-VALUE})")
    private Format format = Format.TEXT;

    /** For whom. */
    enum Format {
        TEXT,
        JSON
    }

    /** Whether a script reads what is written. */
    public boolean isJson() {
        return format == Format.JSON;
    }
}
