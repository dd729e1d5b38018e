package dev.afterimage.app;

import dev.afterimage.commit.Committer;
import dev.afterimage.console.health.Figures;
import dev.afterimage.dynamo.CallListener;
import dev.afterimage.metrics.Exposition;
import dev.afterimage.metrics.Metrics;
import dev.afterimage.tracing.Tracing;
import java.util.Optional;

/** Who measures what a worker does: its figures, and its traces where somebody collects them. */
record Observation(Metrics metrics, Optional<Tracing> tracing) implements AutoCloseable {
    /** Is told of each call to DynamoDB. */
    CallListener calls() {
        CallListener figures = metrics.calls();
        return tracing.map(Tracing::calls)
                .<CallListener>map(spans -> call -> {
                    figures.called(call);
                    spans.called(call);
                })
                .orElse(figures);
    }

    /** The same door, of whose commits there are spans where somebody collects them. */
    Committer around(Committer door) {
        return tracing.map(spans -> spans.around(door)).orElse(door);
    }

    /** The figures as the console answers them. */
    Figures figures() {
        return accept -> {
            Exposition figures = metrics.read(accept);
            return new Figures.Text(figures.contentType(), figures.text());
        };
    }

    @Override
    public void close() {
        metrics.close();
        tracing.ifPresent(Tracing::close);
    }
}
