package dev.afterimage.simulation;

import java.util.Optional;
import java.util.function.Supplier;

/** What all that act in a run share. */
record World(SimulatedStream stream, Faults faults, Turns turns, History history, Journal journal) {
    /** What somebody does who tries again later where it fails; empty where it does. */
    <T> Optional<T> attempt(Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (Crash | Unexpected failed) {
            turns.pass();
            return Optional.empty();
        }
    }
}
