package dev.afterimage.seed.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows again and again how far something is: on a terminal in one line that changes, else in a line every few seconds.
 * Runs a thread of its own until it is closed.
 */
final class Progress implements AutoCloseable {
    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration IN_LINES = Duration.ofSeconds(5);
    private static final String START_OF_EMPTY_LINE = "\r\033[2K";

    private final PrintWriter out;
    private final boolean terminal;
    private final Supplier<String> state;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Progress(PrintWriter out, boolean terminal, Supplier<String> state) {
        this.out = out;
        this.terminal = terminal;
        this.state = state;
        this.thread = Thread.ofPlatform().daemon().name("progress").start(this::run);
    }

    static Progress show(PrintWriter out, Supplier<String> state) {
        return new Progress(out, isTerminal(), state);
    }

    static Progress show(PrintWriter out, boolean terminal, Supplier<String> state) {
        return new Progress(out, terminal, state);
    }

    /** A bar of thirty places, of which the part that is done is full. */
    static String bar(double share) {
        int full = (int) Math.round(30 * Math.clamp(share, 0, 1));
        return "[" + "=".repeat(full) + " ".repeat(30 - full) + "]";
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** The last state stays on the terminal. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        if (terminal) {
            print();
            out.println();
            out.flush();
        }
    }

    private void run() {
        try {
            while (!closed.await((terminal ? ON_TERMINAL : IN_LINES).toNanos(), TimeUnit.NANOSECONDS)) {
                print();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void print() {
        if (terminal) {
            out.print(START_OF_EMPTY_LINE + state.get());
        } else {
            out.println(state.get());
        }
        out.flush();
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 25 answers null again where there is no terminal
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
