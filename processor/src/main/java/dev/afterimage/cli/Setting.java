package dev.afterimage.cli;

import dev.afterimage.config.ConfigLoader;
import java.time.InstantSource;
import java.util.Map;

/** What every verb is given: the program, and the process around it. */
record Setting(
        Program program,
        Map<String, String> environment,
        Termination termination,
        Terminal terminal,
        InstantSource clock) {
    ConfigLoader configs() {
        return program.configs(environment);
    }
}
