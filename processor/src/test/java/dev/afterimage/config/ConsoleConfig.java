package dev.afterimage.config;

import java.util.Optional;

/** Configurations whose worker has a console. */
public final class ConsoleConfig {
    private ConsoleConfig() {}

    /** The same with a console at a free port of this machine, where this token is needed to change something. */
    public static Config atAnyPort(Config config, String changeToken) {
        return config.withConsole(new Config.Console(
                new Config.Listen.At(new Config.Address("127.0.0.1", 0)),
                Optional.empty(),
                Optional.of(new SecretReference.Given(changeToken))));
    }
}
