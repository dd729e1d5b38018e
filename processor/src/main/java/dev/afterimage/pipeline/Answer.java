package dev.afterimage.pipeline;

import dev.afterimage.projection.Write;
import java.util.List;

/** What a projection answers to a change. */
sealed interface Answer {
    /** What it writes, at most once to each row. */
    record Projected(List<Write> writes) implements Answer {}

    /** That it failed, and why. */
    record Failed(String reason) implements Answer {}
}
