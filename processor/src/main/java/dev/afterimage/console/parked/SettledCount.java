package dev.afterimage.console.parked;

import dev.afterimage.pipeline.Settlement;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts the changes that do not wait any more. Thread-safe. */
final class SettledCount implements Consumer<Settlement> {
    private final LongAdder own = new LongAdder();
    private final LongAdder others = new LongAdder();

    @Override
    public void accept(Settlement settlement) {
        switch (settlement) {
            case Settlement.Own mine -> own.increment();
            case Settlement.Other other -> others.increment();
            case Settlement.Unknown unknown -> others.increment();
        }
    }

    /** How many this work has settled. */
    long own() {
        return own.sum();
    }

    /** How many somebody else has. */
    long others() {
        return others.sum();
    }
}
