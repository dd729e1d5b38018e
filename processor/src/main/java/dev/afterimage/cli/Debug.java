package dev.afterimage.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The option, of every verb, that shows stack traces. */
final class Debug {
    static final String NAME = "--debug";

    private Debug() {}

    static boolean isOn(CommandLine verb) {
        OptionSpec option = verb.getCommandSpec().findOption(NAME);
        return option != null && Boolean.TRUE.equals(option.getValue());
    }
}
