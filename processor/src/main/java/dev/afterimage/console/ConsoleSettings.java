package dev.afterimage.console;

import dev.afterimage.console.web.Tokens;

/**
 * Where the console listens, and who is let in. Immutable.
 *
 * @param host the address to listen on; without a read token it must be this machine's own
 * @param port 0 for any that is free
 * @param orAnyPort whether it may be another port where this one is taken
 */
public record ConsoleSettings(String host, int port, boolean orAnyPort, Tokens tokens) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int USUAL_PORT = 8080;

    /** On this machine's own address, at the usual port or any. */
    public static ConsoleSettings usual(Tokens tokens) {
        return new ConsoleSettings(LOOPBACK, USUAL_PORT, true, tokens);
    }

    ConsoleSettings atAnyPort() {
        return new ConsoleSettings(host, 0, false, tokens);
    }
}
