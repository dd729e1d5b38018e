package dev.afterimage.cli;

import dev.afterimage.rebuild.Comparison;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What of versions is compared, and what is told of differences. */
final class CompareOptions {
    @Option(
            names = "--versions",
            split = ",",
            paramLabel = "N,N",
            description = "Which (default: the two newest; with --source the one that readers read).")
    @Nullable
    private List<Integer> numbers;

    @Option(names = "--source", description = "Compare with the source tables.")
    private boolean source;

    @Option(names = "--ignore", paramLabel = "ATTRIBUTE", description = "Does not count; may be given again.")
    @Nullable
    private Set<String> ignored;

    @Option(names = "--sample", paramLabel = "N", description = "Only so many rows of each.")
    @Nullable
    private Long sample;

    @Option(
            names = "--changes",
            defaultValue = "3",
            paramLabel = "N",
            description =
                    "With each row that differs, so many of the last changes that wrote it, at a query for each side"
                            + " (default: ${DEFAULT-VALUE}). Known where audit.row_links is on.")
    private int changes;

    Optional<List<Integer>> numbers() {
        return Optional.ofNullable(numbers);
    }

    boolean source() {
        return source;
    }

    int changes() {
        return changes;
    }

    Comparison.Scope scope() {
        if (sample != null && sample < 1) {
            throw Failure.usage("--sample is " + sample + ": write 1 or more");
        }
        if (changes < 0 || changes > 100) {
            throw Failure.usage("--changes is 0 to 100");
        }
        return new Comparison.Scope(ignored == null ? Set.of() : ignored, sample == null ? Long.MAX_VALUE : sample);
    }
}
