package dev.afterimage.pipeline;

import dev.afterimage.projection.Read;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Asks projections about changes; those that read first about what, and then with what was read. Thread-safe. */
record Projecting(Router router, Containment containment, InstantSource clock) {
    /** Whether something must be read for these. */
    boolean reads(List<Asked> chunk) {
        return chunk.stream().anyMatch(asked -> router.reads(asked.change().table()));
    }

    /** The answers, up to and including the first that is none. What reading throws is thrown. */
    List<Routed> answers(List<Asked> chunk) {
        return answers(chunk, reads -> Optional.of(router.read(reads)));
    }

    /**
     * The same with another way to read.
     *
     * @param reading answers empty where it was told to stop; then there are no answers
     */
    List<Routed> answers(List<Asked> chunk, Function<List<Read>, Optional<ForeseenRows>> reading) {
        if (!reads(chunk)) {
            return containment.route(chunk, router, clock);
        }
        List<Routed> wanted = containment.route(chunk, router::wanted, clock);
        List<Read> reads = wanted.stream()
                .flatMap(routed -> routed instanceof Routed.Wanting wanting ? wanting.reads().stream() : Stream.of())
                .toList();
        return reading.apply(reads)
                .map(rows -> {
                    Routes knowing = (asked, at, asking) -> router.route(asked, at, asking, rows);
                    return containment.route(chunk.subList(0, able(wanted)), knowing, clock);
                })
                .map(answers -> withFailure(answers, wanted))
                .orElse(List.of());
    }

    private static int able(List<Routed> wanted) {
        return (int) wanted.stream().takeWhile(Routed.Wanting.class::isInstance).count();
    }

    /** The change whose reads are unknown comes after those that have been answered, if all have. */
    private static List<Routed> withFailure(List<Routed> answers, List<Routed> wanted) {
        boolean all = answers.size() == able(wanted) && answers.stream().allMatch(Routed.Projected.class::isInstance);
        if (!all || answers.size() == wanted.size()) {
            return answers;
        }
        List<Routed> with = new ArrayList<>(answers);
        with.add(wanted.get(answers.size()));
        return with;
    }
}
