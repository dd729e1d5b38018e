package dev.afterimage.pipeline;

import dev.afterimage.commit.Slot;
import dev.afterimage.projection.Write;
import java.util.List;

/** What a projection answers to a change. */
sealed interface Answer {
    /** What it writes, at most once to each row, and what that follows from. */
    record Projected(List<Write> writes, Slot.Basis basis) implements Answer {}

    /** That what it reads is not known yet. */
    record Later() implements Answer {}

    /** That it failed, and why. */
    record Failed(String reason) implements Answer {}
}
